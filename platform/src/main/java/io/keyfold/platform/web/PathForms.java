package io.keyfold.platform.web;

import io.keyfold.platform.id.Ids;
import org.springframework.core.Ordered;
import org.springframework.http.server.PathContainer.Element;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers 404 for paths with a segment that is neither a name of this API nor an id, with or without a key. Handlers
 * therefore never receive an id that cannot be looked up.
 */
final class PathForms implements WebFilter, Ordered {

  private static final int BEFORE_AUTHENTICATION = Ordered.HIGHEST_PRECEDENCE + 60;

  @Override
  public int getOrder() {
    return BEFORE_AUTHENTICATION;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    boolean formed = exchange.getRequest().getPath().elements().stream().allMatch(PathForms::isFormed);
    return formed ? chain.filter(exchange) : Mono.error(WireErrors.nothingHere());
  }

  /** Rejects matrix parameters, which Spring ignores when matching; the API has none. */
  private static boolean isFormed(Element element) {
    return (
      !(element instanceof PathSegment segment) ||
      (segment.value().indexOf(';') < 0 && Ids.isId(segment.valueToMatch()))
    );
  }
}
