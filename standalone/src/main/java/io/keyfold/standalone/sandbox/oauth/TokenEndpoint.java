package io.keyfold.standalone.sandbox.oauth;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Exchanges codes and refresh tokens, revokes tokens, and names the account of an access token. */
final class TokenEndpoint {

  private static final String BEARER = "Bearer ";

  private final AuthorizationServer server;
  private final Metadata metadata;

  TokenEndpoint(AuthorizationServer server, Metadata metadata) {
    this.server = server;
    this.metadata = metadata;
  }

  Mono<ServerResponse> token(ServerRequest http) {
    return http
      .formData()
      .map(Form::new)
      .flatMap(form -> {
        try {
          return json(HttpStatus.OK, token(form, http.headers().asHttpHeaders()).body());
        } catch (OAuthError e) {
          return error(e);
        }
      });
  }

  Mono<ServerResponse> revoke(ServerRequest http) {
    return http
      .formData()
      .map(Form::new)
      .flatMap(form -> {
        try {
          server.revoke(app(form, http.headers().asHttpHeaders()), form.require("token"));
          return ServerResponse.ok().build();
        } catch (OAuthError e) {
          return error(e);
        }
      });
  }

  Mono<ServerResponse> userinfo(ServerRequest http) {
    String header = String.valueOf(http.headers().firstHeader(HttpHeaders.AUTHORIZATION));
    return server
      .access(header.startsWith(BEARER) ? header.substring(BEARER.length()) : "")
      .map(access -> json(HttpStatus.OK, Map.of("id", access.account(), "name", access.account())))
      .orElseGet(() ->
        ServerResponse.status(HttpStatus.UNAUTHORIZED).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build()
      );
  }

  private TokenPair token(Form form, HttpHeaders headers) throws OAuthError {
    SandboxApp app = app(form, headers);
    metadata.checkResource(form);
    return switch (form.require("grant_type")) {
      case "authorization_code" -> server.exchange(
        app,
        form.require("code"),
        form.require("redirect_uri"),
        form.require("code_verifier")
      );
      case "refresh_token" -> server.refresh(app, form.require("refresh_token"));
      default -> throw new OAuthError("unsupported_grant_type", "Only codes and refresh tokens are exchanged");
    };
  }

  private SandboxApp app(Form form, HttpHeaders headers) throws OAuthError {
    Form.Client client = form.client(headers);
    return server.authenticate(client.id(), client.secret());
  }

  private static Mono<ServerResponse> error(OAuthError error) {
    boolean client = error.code().equals("invalid_client");
    return json(
      client ? HttpStatus.UNAUTHORIZED : HttpStatus.BAD_REQUEST,
      Map.of("error", error.code(), "error_description", error.description())
    );
  }

  private static Mono<ServerResponse> json(HttpStatus status, Map<String, Object> body) {
    return ServerResponse.status(status)
      .contentType(MediaType.APPLICATION_JSON)
      .header("Cache-Control", "no-store")
      .bodyValue(body);
  }
}
