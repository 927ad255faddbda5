package io.keyfold.platform.web;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Commits every response on its connection's event loop. Responses that waited for the log are published on other
 * threads. Reactor Netty (1.3.6) can send such a response before it considers the exchange complete. The client's next
 * request may then arrive in between, is held as pipelined, and the connection is never read again. A response that is
 * already on the event loop is deferred too: committed immediately, it would start while the request is still being
 * read, with the same result.
 */
final class CommitOnEventLoop implements WebFilter, Ordered {

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    eventLoop(exchange.getResponse()).ifPresent(loop ->
      exchange.getResponse().beforeCommit(() -> Mono.create(sink -> loop.execute(sink::success)))
    );
    return chain.filter(exchange);
  }

  private static Optional<Executor> eventLoop(ServerHttpResponse response) {
    AtomicReference<Executor> loop = new AtomicReference<>();
    if (nativeResponse(response) instanceof HttpServerResponse netty) {
      netty.withConnection(connection -> loop.set(connection.channel().eventLoop()));
    }
    return Optional.ofNullable(loop.get());
  }

  /** Test responses have no native response and throw instead. */
  private static Object nativeResponse(ServerHttpResponse response) {
    try {
      return response instanceof AbstractServerHttpResponse server ? server.getNativeResponse() : response;
    } catch (IllegalStateException e) {
      return response;
    }
  }
}
