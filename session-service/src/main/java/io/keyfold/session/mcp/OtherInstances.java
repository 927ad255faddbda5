package io.keyfold.session.mcp;

import io.keyfold.platform.web.RequestIds;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.upstream.McpHeader;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
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
import reactor.netty.resources.ConnectionProvider;

/**
 * Passes a request on to the instance at which the call waits that it continues. The address is one that an instance
 * sealed, so a client cannot choose it.
 */
final class OtherInstances implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OtherInstances.class);
  private static final int MAX_CONNECTIONS = 500;
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
  private final HttpClient http = HttpClient.create(connections).followRedirect(false).disableRetry(true);

  /** Sends the request to the instance and its response to the client. */
  Mono<Void> forward(ServerWebExchange exchange, byte[] body, String instance) {
    HttpHeaders received = exchange.getRequest().getHeaders();
    String path = exchange.getRequest().getURI().getRawPath();
    String query = exchange.getRequest().getURI().getRawQuery();
    return http
      .headers(headers -> {
        PASSED.forEach(name -> received.getOrEmpty(name).forEach(value -> headers.add(name, value)));
        headers.set("X-Request-ID", RequestIds.of(exchange));
      })
      .post()
      .uri(instance + path + (query == null ? "" : "?" + query))
      .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
      .response((response, content) -> copied(exchange.getResponse(), response, content))
      .then()
      .onErrorResume(e -> {
        LOG.atWarn().addKeyValue("instance", instance).log("an instance at which a call waits cannot be reached");
        McpError gone = McpError.invalidParams("The call no longer waits for input: repeat it without requestState");
        return exchange.getResponse().isCommitted()
          ? Mono.error(e)
          : MessageWriter.json(exchange.getResponse(), gone.fault(RawJson.NULL).json(), 200);
      });
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
