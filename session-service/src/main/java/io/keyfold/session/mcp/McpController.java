package io.keyfold.session.mcp;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.web.AcceptedTypes;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.RequestBody;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.sessions.Presence;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.McpHeader;
import io.keyfold.session.upstream.McpMethod;
import io.keyfold.session.upstream.McpServers;
import io.keyfold.session.upstream.McpVersion;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * MCP: streamable HTTP with one endpoint per session, in all protocol versions. It keeps no state per client, so any
 * instance can handle any request.
 */
@RestController
class McpController {

  private static final byte[] NO_BODY = {};

  private final McpAccess access;
  private final ClientRequests requests;
  private final OpenSessions sessions;
  private final McpServers servers;
  private final Presence presence;
  private final OtherInstances instances;
  private final Homes homes;
  private final Clock clock;

  McpController(
    McpAccess access,
    ClientRequests requests,
    OpenSessions sessions,
    McpServers servers,
    Presence presence,
    OtherInstances instances,
    Homes homes,
    Clock clock
  ) {
    this.access = access;
    this.requests = requests;
    this.sessions = sessions;
    this.servers = servers;
    this.presence = presence;
    this.instances = instances;
    this.homes = homes;
    this.clock = clock;
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
      MessageWriter.Accepts accepts = MessageWriter.Accepts.of(AcceptedTypes.of(exchange.getRequest()));
      presence.touch(id);
      return RequestBody.of(exchange)
        .flatMap(body -> atHome(exchange, caller, body, Mono.defer(() -> respond(exchange, caller, body, accepts))))
        .then(Mono.<ResponseEntity<byte[]>>empty());
    });
  }

  /**
   * Opens the stream of what a session has to say outside of requests, as clients until MCP 2025-11-25 use it.
   *
   * <p>Newer clients send {@code subscriptions/listen}.
   */
  @GetMapping("/mcp/{id}")
  @FailsWith({
    ErrorCode.UNAUTHORIZED,
    ErrorCode.FORBIDDEN,
    ErrorCode.TOO_MANY_REQUESTS,
    ErrorCode.NOT_FOUND,
    ErrorCode.USE_AFTER_DELETE,
  })
  Mono<ResponseEntity<byte[]>> listen(ServerWebExchange exchange, @PathVariable String id) {
    return access.admit(exchange, id).flatMap(caller -> {
      HttpHeaders headers = exchange.getRequest().getHeaders();
      String version = headers.getFirst(McpHeader.VERSION);
      boolean classic = version == null || !McpVersion.MODERN.contains(version);
      if (!MessageWriter.Accepts.of(AcceptedTypes.of(exchange.getRequest())).stream()) {
        return Mono.error(new NotAcceptableStatusException(List.of(MediaType.TEXT_EVENT_STREAM)));
      }
      if (!classic) {
        return Mono.just(ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED).header("Allow", "POST, DELETE").build());
      }
      presence.touch(id);
      String connection = headers.getFirst(McpHeader.SESSION);
      Dialect dialect = classic(version == null ? McpVersion.UNNAMED : version, connection);
      Mono<Void> here = Mono.defer(() ->
        MessageWriter.stream(exchange.getResponse(), requests.outside(caller, dialect))
      );
      return atHome(exchange, caller, NO_BODY, here).then(Mono.<ResponseEntity<byte[]>>empty());
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
  Mono<ResponseEntity<byte[]>> end(ServerWebExchange exchange, @PathVariable String id) {
    return access.admit(exchange, id).flatMap(caller -> {
      presence.remove(id);
      Mono<Void> here = Mono.defer(() -> {
        sessions.providers(caller.tenant(), caller.session()).stream().map(SessionProvider::id).forEach(servers::drop);
        exchange.getResponse().setStatusCode(HttpStatus.OK);
        return exchange.getResponse().setComplete();
      });
      return atHome(exchange, caller, NO_BODY, here).then(Mono.<ResponseEntity<byte[]>>empty());
    });
  }

  /** Lets the instance that opened the client's connection handle the request, if it can be reached. */
  private Mono<Void> atHome(ServerWebExchange exchange, McpCaller caller, byte[] body, Mono<Void> here) {
    String connection = exchange.getRequest().getHeaders().getFirst(McpHeader.SESSION);
    return OtherInstances.isForwarded(exchange)
      ? here
      : homes
          .elsewhere(caller, connection)
          .map(home -> instances.forward(exchange, body, home, here))
          .orElse(here);
  }

  private static Dialect.Classic classic(String version, @Nullable String connection) {
    return new Dialect.Classic(version, connection, ConnectionId.capabilities(connection));
  }

  private Mono<Void> respond(ServerWebExchange exchange, McpCaller caller, byte[] body, MessageWriter.Accepts accepts) {
    ServerHttpResponse response = exchange.getResponse();
    RawJson id = RawJson.NULL;
    try {
      List<RpcMessage> messages = ClientMessage.parse(body);
      id = messages.getFirst() instanceof RpcMessage.Request request ? request.id() : id;
      Dialect dialect = Dialects.of(exchange.getRequest().getHeaders(), messages.getFirst());
      Optional<String> elsewhere = requests.elsewhere(caller, messages.getFirst());
      if (elsewhere.isPresent()) {
        Mono<Void> gone = Mono.defer(() ->
          MessageWriter.json(response, McpError.gone().fault(RawJson.NULL).json(), 200)
        );
        return instances.forward(exchange, body, elsewhere.get(), gone);
      }
      List<RpcMessage.Request> asked = messages
        .stream()
        .filter(RpcMessage.Request.class::isInstance)
        .map(RpcMessage.Request.class::cast)
        .toList();
      Mono<Void> received = Flux.fromIterable(messages)
        .concatMap(message -> requests.received(caller, dialect, message))
        .then();
      if (asked.isEmpty()) {
        return received.then(
          Mono.defer(() -> {
            response.setStatusCode(HttpStatus.ACCEPTED);
            return response.setComplete();
          })
        );
      }
      String trace = exchange.getRequest().getHeaders().getFirst("traceparent");
      Flux<MessageWriter.Outgoing> answers = Flux.fromIterable(asked).flatMap(request ->
        requests.answered(new ClientRequests.Incoming(caller, dialect, request, trace, accepts.stream()))
      );
      if (asked.stream().anyMatch(request -> request.method().equals(McpMethod.INITIALIZE))) {
        String connection = homes.open(caller, Ids.fresh("scn_", clock.instant()), dialect.capabilities());
        response.getHeaders().set(McpHeader.SESSION, connection);
        Dialect.Classic opened = classic(dialect.version(), connection);
        answers = answers.doOnComplete(() -> requests.connected(caller, opened));
      }
      return received.then(
        asked.size() == 1
          ? MessageWriter.write(response, answers, accepts)
          : MessageWriter.write(response, answers, new MessageWriter.Accepts(false, true))
      );
    } catch (McpError e) {
      return MessageWriter.json(response, e.fault(id).json(), e.status());
    }
  }
}
