package io.keyfold.platform.web;

import io.keyfold.platform.id.Ids;
import java.time.Clock;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Assigns an id to every request and sets the common response headers. */
public final class RequestIds implements WebFilter, Ordered {

  private static final String ATTRIBUTE = RequestIds.class.getName();

  private final Clock clock;

  RequestIds(Clock clock) {
    this.clock = clock;
  }

  /** {@return the id of the exchange's request; creates one if the filter did not run} */
  public static String of(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE) instanceof String id ? id : assign(exchange, Clock.systemUTC());
  }

  private static String assign(ServerWebExchange exchange, Clock clock) {
    String id = Ids.fresh("req_", clock.instant());
    exchange.getAttributes().put(ATTRIBUTE, id);
    HttpHeaders headers = exchange.getResponse().getHeaders();
    headers.set("metorial-req-id", id);
    headers.set("X-Request-ID", id);
    headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    return id;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    assign(exchange, clock);
    return chain.filter(exchange);
  }
}
