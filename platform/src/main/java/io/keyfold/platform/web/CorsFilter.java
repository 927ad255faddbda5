package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;

/**
 * Applies CORS to all paths before anything can fail, so that web pages can read errors. Responses to other origins
 * have no CORS headers, so the browser withholds them; their preflights are rejected.
 */
public final class CorsFilter extends CorsWebFilter implements Ordered {

  private static final int BEFORE_PATHS_AND_KEYS = Ordered.HIGHEST_PRECEDENCE + 50;

  /** Creates a filter for the origins. */
  public CorsFilter(AllowedOrigins origins) {
    super(origins::configuration, new Processor());
  }

  @Override
  public int getOrder() {
    return BEFORE_PATHS_AND_KEYS;
  }

  /** Spring's processor with this API's responses. */
  private static final class Processor extends DefaultCorsProcessor {

    @Override
    protected boolean handleInternal(ServerWebExchange exchange, CorsConfiguration config, boolean preFlight) {
      boolean allowed = super.handleInternal(exchange, config, preFlight);
      if (allowed && preFlight) {
        exchange.getResponse().setStatusCode(HttpStatus.NO_CONTENT);
      }
      return allowed;
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) {
      throw ApiException.of(
        ErrorCode.FORBIDDEN,
        "Requests from web pages of this origin are not allowed",
        "An operator can allow origins with keyfold.web.cors.allowed-origins"
      );
    }
  }
}
