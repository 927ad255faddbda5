package io.keyfold.session.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.keyfold.platform.error.Causes;
import io.keyfold.platform.web.RequestIds;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.upstream.McpHeader;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;
import reactor.netty.resources.ConnectionProvider;

/**
 * Passes a request on to the instance that has what it is about: a call that waits, or a client's connection. The address
 * is one that an instance sealed, so a client cannot choose it. Thread-safe.
 */
final class OtherInstances implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OtherInstances.class);

  /** As many as there are streams of clients at one instance, and requests beside them. */
  private static final int MAX_CONNECTIONS = 10_500;

  private static final Duration CONNECT = Duration.ofSeconds(1);

  /** An instance that cannot be reached is not tried again for this time. */
  private static final Duration AVOIDED = Duration.ofSeconds(10);

  private static final int MAX_AVOIDED = 1_000;

  /** Says that an instance passed a request on, so that the receiver handles it in any case. */
  private static final String FORWARDED = "Keyfold-Forwarded";

  private static final Duration MAX_IDLE = Duration.ofSeconds(10);
  private static final Duration ACQUIRE = Duration.ofSeconds(2);

  private static final List<String> PASSED = List.of(
    HttpHeaders.AUTHORIZATION,
    HttpHeaders.ACCEPT,
    HttpHeaders.CONTENT_TYPE,
    McpHeader.VERSION,
    McpHeader.SESSION,
    McpHeader.METHOD,
    McpHeader.NAME,
    "traceparent"
  );

  private final ConnectionProvider connections = ConnectionProvider.builder("keyfold-instances")
    .maxConnections(MAX_CONNECTIONS)
    .pendingAcquireTimeout(ACQUIRE)
    .maxIdleTime(MAX_IDLE)
    .build();
  private final HttpClient http = HttpClient.create(connections)
    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(CONNECT.toMillis()))
    .followRedirect(false)
    .disableRetry(true);
  private final Cache<String, Boolean> avoided = Caffeine.newBuilder()
    .maximumSize(MAX_AVOIDED)
    .expireAfterWrite(AVOIDED)
    .build();
  private final MeterRegistry meters;

  OtherInstances(MeterRegistry meters) {
    this.meters = meters;
  }

  /** {@return whether an instance passed the request on to this one} */
  static boolean isForwarded(ServerWebExchange exchange) {
    return exchange.getRequest().getHeaders().getFirst(FORWARDED) != null;
  }

  /**
   * Sends the request to the instance and its response to the client.
   *
   * @param body the request's body; empty without
   * @param otherwise handles the request if the instance cannot be reached
   */
  Mono<Void> forward(ServerWebExchange exchange, byte[] body, String instance, Mono<Void> otherwise) {
    if (avoided.getIfPresent(instance) != null) {
      return counted("avoided").then(otherwise);
    }
    return counted("forwarded")
      .then(sent(exchange, body, instance))
      .onErrorResume(OtherInstances::isUnreached, e -> {
        avoided.put(instance, true);
        LOG.atWarn().addKeyValue("instance", instance).log("another instance cannot be reached");
        return counted("unreachable").then(otherwise);
      })
      .onErrorResume(
        e -> !exchange.getResponse().isCommitted(),
        e -> MessageWriter.json(exchange.getResponse(), McpError.lost().fault(RawJson.NULL).json(), 200)
      );
  }

  private Mono<Void> counted(String outcome) {
    return Mono.fromRunnable(() -> meters.counter("keyfold.mcp.forwarded", "outcome", outcome).increment());
  }

  /** No byte of the request was sent. */
  private static boolean isUnreached(Throwable e) {
    return Causes.of(e)
      .stream()
      .anyMatch(
        cause ->
          cause instanceof ConnectException ||
          cause instanceof UnknownHostException ||
          cause instanceof PoolAcquireTimeoutException ||
          cause instanceof PoolAcquirePendingLimitException
      );
  }

  private Mono<Void> sent(ServerWebExchange exchange, byte[] body, String instance) {
    URI uri = exchange.getRequest().getURI();
    HttpHeaders received = exchange.getRequest().getHeaders();
    String query = uri.getRawQuery();
    return http
      .headers(headers -> {
        PASSED.forEach(name -> received.getOrEmpty(name).forEach(value -> headers.add(name, value)));
        headers.set("X-Request-ID", RequestIds.of(exchange));
        headers.set(FORWARDED, "1");
        // The base of links in responses.
        headers.set(HttpHeaders.HOST, uri.getRawAuthority());
        headers.set("X-Forwarded-Proto", uri.getScheme());
        headers.set("X-Forwarded-Host", uri.getRawAuthority());
      })
      .request(HttpMethod.valueOf(exchange.getRequest().getMethod().name()))
      .uri(instance + uri.getRawPath() + (query == null ? "" : "?" + query))
      .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
      .response((response, content) -> copied(exchange.getResponse(), response, content))
      .then();
  }

  private static Mono<Void> copied(ServerHttpResponse to, HttpClientResponse from, ByteBufFlux content) {
    to.setStatusCode(HttpStatusCode.valueOf(from.status().code()));
    for (var name : List.of(HttpHeaderNames.CONTENT_TYPE, HttpHeaderNames.CACHE_CONTROL)) {
      String value = from.responseHeaders().get(name);
      if (value != null) {
        to.getHeaders().set(name.toString(), value);
      }
    }
    to.getHeaders().set("X-Accel-Buffering", "no");
    return to.bufferFactory() instanceof NettyDataBufferFactory buffers
      ? to.writeAndFlushWith(content.retain().map(part -> Mono.just(buffers.wrap(part))))
      : to.writeAndFlushWith(content.asByteArray().map(part -> Mono.just(to.bufferFactory().wrap(part))));
  }

  @Override
  public void close() {
    connections.dispose();
  }
}
