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
 * Begins every response on its connection's event loop. An answer that waited for the log comes on a thread of the log. Reactor
 * Netty (1.3.6) lets such a response out before it takes the exchange for ended: the client's next request on the connection
 * can come in between, is held for pipelined, and the connection then is not read any more. A response that begins on the event
 * loop takes the same way round: at once, it would begin while the request is still being read, with the same end.
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
