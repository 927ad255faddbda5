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
 * Rejects MCP requests from web pages of other origins, for every method and key. MCP 2025-11-25, Streamable HTTP,
 * requires this against DNS rebinding.
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
      "This origin is not allowed to use MCP endpoints",
      "An operator can allow origins with keyfold.web.cors.allowed-origins, or set keyfold.public-url to Keyfold's own"
    );
  }
}
