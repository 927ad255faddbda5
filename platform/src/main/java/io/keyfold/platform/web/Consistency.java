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
 * Implements the header {@code Keyfold-Consistency}, for all requests with an API key. With {@code strong}, the request
 * is handled after this instance has folded everything that was on the log when the request arrived. If that takes too
 * long, the response is 503, never outdated data. With {@code local}, the default, it reads the current local state.
 */
final class Consistency implements WebFilter, Ordered {

  private static final String HEADER = "Keyfold-Consistency";
  private static final String STRONG = "strong";

  /** After authentication, because unauthenticated requests must not cause requests to the log. */
  private static final int AFTER_AUTHENTICATION = Ordered.HIGHEST_PRECEDENCE + 200;

  private final @Nullable CatchUp views;

  /**
   * Creates the filter.
   *
   * @param views the service's views; null if it has none
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

  private static ApiException withHint(ApiException error) {
    return ApiException.of(
      error.code(),
      error.text(),
      "Retry the request, or omit " + HEADER + " to read this instance's current state"
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
