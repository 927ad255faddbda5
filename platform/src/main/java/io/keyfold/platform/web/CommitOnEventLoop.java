package io.keyfold.platform.web;

import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
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
 * Begins every response on its connection's event loop. An answer that waited for the log comes on a thread of the log. Reactor
 * Netty (1.3.6) lets such a response out before it takes the exchange for ended: the client's next request on the connection
 * can come in between, is held for pipelined, and the connection then is not read any more.
 */
final class CommitOnEventLoop implements WebFilter, Ordered {

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    eventLoop(exchange.getResponse()).ifPresent(loop ->
      exchange
        .getResponse()
        .beforeCommit(() -> loop.inEventLoop() ? Mono.empty() : Mono.create(sink -> loop.execute(sink::success)))
    );
    return chain.filter(exchange);
  }

  private static Optional<EventExecutor> eventLoop(ServerHttpResponse response) {
    AtomicReference<EventExecutor> loop = new AtomicReference<>();
    if (natively(response) instanceof HttpServerResponse netty) {
      netty.withConnection(connection -> loop.set(connection.channel().eventLoop()));
    }
    return Optional.ofNullable(loop.get());
  }

  /** A response of a test has no native one, and says so by an exception. */
  private static Object natively(ServerHttpResponse response) {
    try {
      return response instanceof AbstractServerHttpResponse server ? server.getNativeResponse() : response;
    } catch (IllegalStateException e) {
      return response;
    }
  }
}
