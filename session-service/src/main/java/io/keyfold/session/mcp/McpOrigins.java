package io.keyfold.session.mcp;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.web.AllowedOrigins;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Refuses requests to MCP endpoints from web pages that are not allowed, whatever their method and key. MCP 2025-11-25,
 * Streamable HTTP, demands it against DNS rebinding.
 */
final class McpOrigins implements WebFilter, Ordered {

  private static final int AFTER_CORS = Ordered.HIGHEST_PRECEDENCE + 55;
  private static final PathPattern ENDPOINTS = PathPatternParser.defaultInstance.parse("/mcp/**");

  private final AllowedOrigins origins;

  McpOrigins(AllowedOrigins origins) {
    this.origins = origins;
  }

  @Override
  public int getOrder() {
    return AFTER_CORS;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    boolean endpoint = ENDPOINTS.matches(exchange.getRequest().getPath().pathWithinApplication());
    return endpoint && !origins.admit(exchange.getRequest()) ? Mono.error(refusal()) : chain.filter(exchange);
  }

  private static ApiException refusal() {
    return ApiException.of(
      ErrorCode.FORBIDDEN,
      "Web pages of this origin may not use MCP endpoints",
      "An operator can allow origins with keyfold.web.cors.allowed-origins, or set keyfold.public-url to Keyfold's own"
    );
  }
}
