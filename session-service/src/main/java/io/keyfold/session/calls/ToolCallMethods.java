package io.keyfold.session.calls;

import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Completes the {@code Allow} header of {@code /tool-calls}: ledger-service serves GET and HEAD of it, and this service
 * responds to all other methods. For callers it is one path.
 */
final class ToolCallMethods implements WebFilter, Ordered {

  private static final String PATH = "/tool-calls";
  private static final int BEFORE_RESPONSES = Ordered.HIGHEST_PRECEDENCE + 40;

  @Override
  public int getOrder() {
    return BEFORE_RESPONSES;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (exchange.getRequest().getPath().pathWithinApplication().value().equals(PATH)) {
      HttpHeaders headers = exchange.getResponse().getHeaders();
      exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> complete(headers)));
    }
    return chain.filter(exchange);
  }

  private static void complete(HttpHeaders headers) {
    if (headers.containsHeader(HttpHeaders.ALLOW)) {
      Set<String> methods = new TreeSet<>(Set.of("GET", "HEAD"));
      headers.getAllow().stream().map(HttpMethod::name).forEach(methods::add);
      headers.set(HttpHeaders.ALLOW, String.join(", ", methods));
    }
  }
}
