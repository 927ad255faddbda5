package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.log.CatchUp;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * How fresh what a request reads must be: the header {@code Keyfold-Consistency}, on every request with an API key. With {@code strong}
 * the request begins only when this instance has folded all that was on the log when it came; where that cannot be had in
 * time it is answered 503, never with something older. With {@code local}, as without the header, it reads what is there.
 */
final class Consistency implements WebFilter, Ordered {

  private static final String HEADER = "Keyfold-Consistency";
  private static final String STRONG = "strong";

  /** Behind the authentication: a wait asks the log, which a stranger must not cause. */
  private static final int AFTER_AUTHENTICATION = Ordered.HIGHEST_PRECEDENCE + 200;

  private final @Nullable CatchUp views;

  /**
   * Waits for the views.
   *
   * @param views those of the service; null if it has none
   */
  Consistency(@Nullable CatchUp views) {
    this.views = views;
  }

  @Override
  public int getOrder() {
    return AFTER_AUTHENTICATION;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return Mono.defer(() ->
      views != null && strong(exchange)
        ? views
            .caughtUp()
            .onErrorMap(ApiException.class, Consistency::withHint)
            .then(Mono.defer(() -> chain.filter(exchange)))
        : chain.filter(exchange)
    );
  }

  private static ApiException withHint(ApiException behind) {
    return ApiException.of(
      behind.code(),
      behind.text(),
      "Repeat the request, or leave " + HEADER + " out to read what this instance has"
    );
  }

  private static boolean strong(ServerWebExchange exchange) {
    String sent = exchange.getRequest().getHeaders().getFirst(HEADER);
    return (
      sent != null &&
      QueryValues.choice(HEADER, sent, List.of(STRONG, "local")).equals(STRONG) &&
      Caller.find(exchange).isPresent()
    );
  }
}
