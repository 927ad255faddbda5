package io.keyfold.standalone.sandbox.oauth;

import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes of the authorization server. */
public final class AuthorizationRoutes {

  private AuthorizationRoutes() {}

  /**
   * {@return the routes}
   *
   * @param accounts the users among whom the consent page lets a person choose
   */
  public static RouterFunction<ServerResponse> of(
    AuthorizationServer server,
    Metadata metadata,
    List<String> accounts
  ) {
    AuthorizationEndpoint authorization = new AuthorizationEndpoint(server, metadata, accounts);
    TokenEndpoint tokens = new TokenEndpoint(server, metadata);
    return RouterFunctions.route()
      .GET("/authorize", authorization::ask)
      .POST(AuthorizationEndpoint.DECISION, authorization::decide)
      .POST("/token", tokens::token)
      .POST("/revoke", tokens::revoke)
      .GET("/userinfo", tokens::userinfo)
      .GET(Metadata.SERVER_PATH, _ -> json(metadata.server()))
      .GET(Metadata.RESOURCE_PATH, _ -> json(metadata.protectedResource()))
      .GET(Metadata.RESOURCE_PATH + "/mcp", _ -> json(metadata.protectedResource()))
      .build();
  }

  private static Mono<ServerResponse> json(Map<String, Object> body) {
    return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(body);
  }
}
