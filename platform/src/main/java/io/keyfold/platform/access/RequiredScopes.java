package io.keyfold.platform.access;

import io.keyfold.platform.web.AcceptedTypes;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.RequiresScope;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Checks a caller's scopes against the handler's {@link RequiresScope}. Fails closed: the start fails for a handler
 * that declares no scope on a path that is not public, and for an unknown scope.
 */
final class RequiredScopes implements SmartInitializingSingleton {

  private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final RequestMappingHandlerMapping handlers;
  private final PublicPaths publicPaths;
  private final Map<Method, String> scopes = new ConcurrentHashMap<>();

  RequiredScopes(RequestMappingHandlerMapping handlers, PublicPaths publicPaths) {
    this.handlers = handlers;
    this.publicPaths = publicPaths;
  }

  @Override
  public void afterSingletonsInstantiated() {
    for (Map.Entry<RequestMappingInfo, HandlerMethod> entry : handlers.getHandlerMethods().entrySet()) {
      RequiresScope required = annotation(entry.getValue());
      boolean isPublic = entry.getKey().getPatternsCondition().getPatterns().stream().allMatch(publicPaths::contain);
      if (required == null && !isPublic) {
        throw new IllegalStateException(entry.getValue() + " declares no scope with @RequiresScope");
      }
      if (required != null && !required.value().equals(RequiresScope.ANY) && !Scopes.ALL.contains(required.value())) {
        throw new IllegalStateException(entry.getValue() + " requires an unknown scope");
      }
      scopes.put(entry.getValue().getMethod(), required == null ? RequiresScope.ANY : required.value());
    }
  }

  /**
   * {@return completes if the caller is authorized; errors with 403 if not, with 406 if it does not accept a write's
   * response, and with the mapping's error for a wrong method}
   */
  Mono<Void> check(ServerWebExchange exchange, Caller caller) {
    return handlers
      .getHandler(exchange)
      .doOnNext(handler -> check(handler, caller))
      .doOnNext(handler -> checkAccept(exchange.getRequest()))
      .then();
  }

  /** A write that is refused has no effect; all of them answer with JSON. */
  private static void checkAccept(ServerHttpRequest request) {
    if (!READS.contains(request.getMethod())) {
      AcceptedTypes.requireJson(request);
    }
  }

  private void check(Object handler, Caller caller) {
    String required = handler instanceof HandlerMethod method ? scopes.get(method.getMethod()) : RequiresScope.ANY;
    if (required == null) {
      throw new IllegalStateException(handler + " was not registered at startup");
    }
    if (!required.equals(RequiresScope.ANY)) {
      caller.require(required);
    }
  }

  private static @Nullable RequiresScope annotation(HandlerMethod handler) {
    RequiresScope onMethod = handler.getMethodAnnotation(RequiresScope.class);
    return onMethod != null
      ? onMethod
      : AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), RequiresScope.class);
  }
}
