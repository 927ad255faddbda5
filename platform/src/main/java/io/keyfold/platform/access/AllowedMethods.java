package io.keyfold.platform.access;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers {@code OPTIONS} with 204 and the methods of the path. Needs no API key, because the methods are not secret
 * and browsers send preflights without a key. Unknown paths return 404.
 */
final class AllowedMethods implements WebFilter, Ordered {

  private static final int BEFORE_AUTHENTICATION = Ordered.HIGHEST_PRECEDENCE + 70;

  private final RequestMappingHandlerMapping handlers;
  private final PublicPaths publicPaths;

  AllowedMethods(RequestMappingHandlerMapping handlers, PublicPaths publicPaths) {
    this.handlers = handlers;
    this.publicPaths = publicPaths;
  }

  @Override
  public int getOrder() {
    return BEFORE_AUTHENTICATION;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (!exchange.getRequest().getMethod().equals(HttpMethod.OPTIONS)) {
      return chain.filter(exchange);
    }
    Set<RequestMethod> methods = methods(exchange);
    if (methods.isEmpty()) {
      // Paths on the management port have other handlers.
      return publicPaths.contain(exchange.getRequest().getPath().pathWithinApplication())
        ? chain.filter(exchange)
        : Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
    if (methods.contains(RequestMethod.GET)) {
      methods.add(RequestMethod.HEAD);
    }
    methods.add(RequestMethod.OPTIONS);
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(HttpStatus.NO_CONTENT);
    response.getHeaders().set(HttpHeaders.ALLOW, methods.stream().map(Enum::name).collect(Collectors.joining(", ")));
    return response.setComplete();
  }

  private Set<RequestMethod> methods(ServerWebExchange exchange) {
    Set<RequestMethod> methods = EnumSet.noneOf(RequestMethod.class);
    for (RequestMappingInfo mapping : handlers.getHandlerMethods().keySet()) {
      if (mapping.getPatternsCondition().getMatchingCondition(exchange) != null) {
        methods.addAll(mapping.getMethodsCondition().getMethods());
      }
    }
    return methods;
  }
}
