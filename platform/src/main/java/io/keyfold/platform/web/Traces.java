package io.keyfold.platform.web;

import io.keyfold.platform.log.TraceParent;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Puts the trace of a request into the reactive context, from where written records take it. */
final class Traces implements WebFilter, Ordered {

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    List<String> sent = exchange.getRequest().getHeaders().getOrEmpty(TraceParent.HEADER);
    TraceParent trace = TraceParent.ofRequest(sent.size() == 1 ? sent.getFirst() : null);
    return chain.filter(exchange).contextWrite(trace::in);
  }
}
