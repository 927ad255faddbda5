package io.keyfold.session.upstream;

import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * An MCP session with a provider over streamable HTTP. Each request and its response use one HTTP exchange, so the
 * response is complete when the exchange ends. Unsolicited server messages are ignored; nothing is retried or resumed.
 *
 * <p>Subscribers provide the credential and the response budget of the call in their context, see
 * {@link UpstreamFilter}.
 */
final class McpConnection {

  private static final List<String> VERSIONS = List.of(
    ProtocolVersions.MCP_2025_11_25,
    ProtocolVersions.MCP_2025_06_18,
    ProtocolVersions.MCP_2025_03_26,
    ProtocolVersions.MCP_2024_11_05
  );

  private final WebClient http;
  private final URI endpoint;
  private final AtomicLong ids = new AtomicLong();
  private volatile Session session = Session.NONE;

  McpConnection(WebClient http, String url) {
    this.http = http;
    this.endpoint = URI.create(url);
  }

  /**
   * The negotiated session.
   *
   * @param id the provider's session id; null if it has none
   * @param version protocol version
   */
  private record Session(@Nullable String id, @Nullable String version) {
    static final Session NONE = new Session(null, null);
  }

  private record Initialized(@Nullable String protocolVersion) {}

  /** Starts the session; call once before any request. */
  Mono<Void> initialize() {
    Map<String, Object> params = Map.of(
      "protocolVersion",
      VERSIONS.getFirst(),
      "capabilities",
      Map.of(),
      "clientInfo",
      Map.of("name", "keyfold", "version", "0.1.0")
    );
    return request(McpSchema.METHOD_INITIALIZE, params, Initialized.class)
      .doOnNext(this::agree)
      .then(Mono.defer(() -> post(message(McpSchema.METHOD_NOTIFICATION_INITIALIZED, Map.of()), this::ignored)));
  }

  private void agree(Initialized with) {
    if (!VERSIONS.contains(with.protocolVersion())) {
      throw ProviderFailure.error("supports no MCP version that Keyfold supports");
    }
    session = new Session(session.id(), with.protocolVersion());
  }

  /**
   * {@return the result of the request}
   *
   * <p>Errors with {@link ProviderRefusal} if the provider responds with an error, {@link SessionLost} if it no longer
   * knows the session, and {@link ProviderFailure} if there is no valid response.
   */
  <R> Mono<R> request(String method, Map<String, Object> params, Class<R> type) {
    return Mono.defer(() -> {
      long id = ids.incrementAndGet();
      Map<String, Object> message = message(method, params);
      message.put("id", id);
      return post(message, response -> answer(response, new RpcReader<>(id, type)));
    });
  }

  private static Map<String, Object> message(String method, Map<String, Object> params) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", McpSchema.JSONRPC_VERSION);
    message.put("method", method);
    message.put("params", params);
    return message;
  }

  private <T> Mono<T> post(Map<String, Object> message, Function<ClientResponse, Mono<T>> then) {
    return http
      .post()
      .uri(endpoint)
      .headers(this::sessionHeaders)
      .contentType(MediaType.APPLICATION_JSON)
      .accept(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM)
      .bodyValue(ProviderJson.mapper().writeValueAsBytes(message))
      .exchangeToMono(then);
  }

  private void sessionHeaders(org.springframework.http.HttpHeaders headers) {
    Session now = session;
    if (now.id() != null) {
      headers.set(HttpHeaders.MCP_SESSION_ID, now.id());
    }
    if (now.version() != null) {
      headers.set(HttpHeaders.PROTOCOL_VERSION, now.version());
    }
  }

  private <R> Mono<R> answer(ClientResponse response, RpcReader<R> reader) {
    HttpStatusCode status = response.statusCode();
    if (!status.is2xxSuccessful()) {
      // Servers use this status for an unknown session. Without a session, it refers to the request.
      return session.id() == null
        ? reader.refusal(response)
        : response.releaseBody().onErrorComplete().then(Mono.error(SessionLost::new));
    }
    String id = response.headers().asHttpHeaders().getFirst(HttpHeaders.MCP_SESSION_ID);
    if (id != null && session.version() == null) {
      session = new Session(id, null);
    }
    return reader.answer(response);
  }

  private Mono<Void> ignored(ClientResponse response) {
    return response.statusCode().is2xxSuccessful()
      ? response.releaseBody().onErrorComplete()
      : response
          .releaseBody()
          .onErrorComplete()
          .then(Mono.error(ProviderFailure.error("rejected the MCP handshake")));
  }

  /** Ends the session at the provider, if it has an id. */
  Mono<Void> end() {
    return Mono.defer(() ->
      session.id() == null
        ? Mono.empty()
        : http.delete().uri(endpoint).headers(this::sessionHeaders).exchangeToMono(ClientResponse::releaseBody)
    );
  }

  /** {@return whether the provider keeps a session, which {@link #end} ends} */
  boolean known() {
    return session.id() != null;
  }
}
