package io.keyfold.session.mcp;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.web.AcceptedTypes;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.JsonInput;
import io.keyfold.platform.web.RequestBody;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.sessions.Presence;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.ProviderJson;
import io.keyfold.session.upstream.ToolServers;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * MCP: streamable HTTP with one endpoint per session. It keeps no state per connection, so any instance can handle any
 * request; the returned {@code mcp-session-id} is for the client's own logs. There is no stream of server messages: GET
 * returns 405.
 */
@RestController
class McpController {

  private final McpAccess access;
  private final McpMethods methods;
  private final OpenSessions sessions;
  private final ToolServers servers;
  private final Presence presence;
  private final Clock clock;
  private final JsonMapper json;
  private final JsonInput input;

  McpController(
    McpAccess access,
    McpMethods methods,
    OpenSessions sessions,
    ToolServers servers,
    Presence presence,
    Clock clock,
    JsonMapper json
  ) {
    this.access = access;
    this.methods = methods;
    this.sessions = sessions;
    this.servers = servers;
    this.presence = presence;
    this.clock = clock;
    this.json = json;
    this.input = new JsonInput(json);
  }

  /**
   * Sends one JSON-RPC message of MCP to a session.
   *
   * <p>A request returns 200 with a JSON-RPC response, even if it failed; a notification returns 202. The caller
   * authenticates with the session's {@code client_secret} or an API key of its tenant.
   */
  @PostMapping("/mcp/{id}")
  @FailsWith({
    ErrorCode.UNAUTHORIZED,
    ErrorCode.FORBIDDEN,
    ErrorCode.TOO_MANY_REQUESTS,
    ErrorCode.NOT_FOUND,
    ErrorCode.USE_AFTER_DELETE,
    ErrorCode.REQUEST_TIMEOUT,
    ErrorCode.PAYLOAD_TOO_LARGE,
  })
  Mono<ResponseEntity<byte[]>> send(ServerWebExchange exchange, @PathVariable String id) {
    return access.admit(exchange, id).flatMap(caller -> {
      // Reject an unacceptable response type before a tool is called.
      AcceptedTypes.of(exchange.getRequest());
      presence.touch(id);
      return RequestBody.of(exchange).flatMap(body -> respond(exchange, caller, body));
    });
  }

  /** Closes an MCP client's connection, including the connections to providers that it holds on this instance. */
  @DeleteMapping("/mcp/{id}")
  @FailsWith({
    ErrorCode.UNAUTHORIZED,
    ErrorCode.FORBIDDEN,
    ErrorCode.TOO_MANY_REQUESTS,
    ErrorCode.NOT_FOUND,
    ErrorCode.USE_AFTER_DELETE,
  })
  Mono<ResponseEntity<Void>> end(ServerWebExchange exchange, @PathVariable String id) {
    return access.admit(exchange, id).map(caller -> {
      presence.remove(id);
      sessions.providers(caller.tenant(), caller.session()).stream().map(SessionProvider::id).forEach(servers::drop);
      return ResponseEntity.ok().build();
    });
  }

  private Mono<ResponseEntity<byte[]>> respond(ServerWebExchange exchange, McpCaller caller, byte[] body) {
    RpcRequest request;
    try {
      request = RpcRequest.of(parse(body));
    } catch (RpcError e) {
      return Mono.just(message(exchange, 400, error(null, e), null));
    }
    if (request.notification()) {
      return Mono.just(ResponseEntity.accepted().build());
    }
    boolean initialize = request.method().equals(McpSchema.METHOD_INITIALIZE);
    return methods
      .handle(caller, request)
      .map(result -> result(request.id(), result))
      .onErrorResume(RpcError.class, e -> Mono.just(error(request.id(), e)))
      .map(response -> message(exchange, 200, response, initialize ? Ids.fresh("scn_", clock.instant()) : null));
  }

  private JsonNode parse(byte[] body) {
    try {
      return input.read(body);
    } catch (ApiException e) {
      throw RpcError.parse(e);
    }
  }

  /** Write the provider's result as it is: parsing it again would apply the request limits. */
  private byte[] result(@Nullable JsonNode id, Object result) {
    Map<String, @Nullable Object> response = new LinkedHashMap<>();
    response.put("jsonrpc", McpSchema.JSONRPC_VERSION);
    response.put("id", id);
    response.put("result", result);
    return ProviderJson.mapper().writeValueAsBytes(response);
  }

  private byte[] error(@Nullable JsonNode id, RpcError e) {
    ObjectNode response = json.createObjectNode();
    response.put("jsonrpc", McpSchema.JSONRPC_VERSION);
    response.set("id", id == null ? json.getNodeFactory().nullNode() : id);
    ObjectNode error = response.putObject("error");
    error.put("code", e.code());
    error.put("message", e.text());
    ApiException api = e.api();
    if (api != null) {
      ObjectNode data = error.putObject("data");
      data.put("code", api.code().wire());
      data.put("entity", api.entity());
      data.put("id", api.id());
      data.put("hint", api.hint());
    }
    return json.writeValueAsBytes(response);
  }

  private ResponseEntity<byte[]> message(
    ServerWebExchange exchange,
    int status,
    byte[] body,
    @Nullable String connection
  ) {
    ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
    if (connection != null) {
      response.header(HttpHeaders.MCP_SESSION_ID, connection);
    }
    if (!wantsStream(exchange)) {
      return response.contentType(MediaType.APPLICATION_JSON).body(body);
    }
    String event = "event: message\ndata: " + new String(body, StandardCharsets.UTF_8) + "\n\n";
    return response.contentType(MediaType.TEXT_EVENT_STREAM).body(event.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean wantsStream(ServerWebExchange exchange) {
    List<MediaType> accepted = AcceptedTypes.of(exchange.getRequest());
    return (
      accepted.stream().anyMatch(type -> type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM)) &&
      accepted.stream().noneMatch(type -> type.isCompatibleWith(MediaType.APPLICATION_JSON))
    );
  }
}
