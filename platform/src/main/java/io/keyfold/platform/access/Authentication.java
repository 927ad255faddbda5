package io.keyfold.platform.access;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.RequestIds;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Authenticates requests by bearer key and checks the scope that the handler requires. */
public final class Authentication implements WebFilter, Ordered {

  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([\\x21-\\x7e]{1,1024})");
  private static final int AFTER_OBSERVATION = Ordered.HIGHEST_PRECEDENCE + 100;

  private final ApiKeys keys;
  private final PublicPaths publicPaths;
  private final RequiredScopes required;

  Authentication(ApiKeys keys, PublicPaths publicPaths, RequiredScopes required) {
    this.keys = keys;
    this.publicPaths = publicPaths;
    this.required = required;
  }

  @Override
  public int getOrder() {
    return AFTER_OBSERVATION;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (publicPaths.contain(exchange.getRequest().getPath().pathWithinApplication())) {
      return chain.filter(exchange);
    }
    return keys
      .authenticate(presented(exchange.getRequest().getHeaders()))
      .map(key -> caller(key, exchange))
      .flatMap(caller -> {
        caller.attach(exchange);
        return required.check(exchange, caller);
      })
      .then(Mono.defer(() -> chain.filter(exchange)));
  }

  private static Caller caller(ApiKey key, ServerWebExchange exchange) {
    Actor actor = new Actor(ActorType.API_KEY, key.id());
    return new Caller(new TenantId(key.tenantId()), actor, Set.copyOf(key.scopes()), RequestIds.of(exchange));
  }

  /** {@return the key in the Authorization header; errors with 401 if there is none} */
  public static ApiKeySecret presented(HttpHeaders headers) {
    List<String> values = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
    Matcher bearer = BEARER.matcher(values.size() == 1 ? values.get(0).strip() : "");
    if (!bearer.matches()) {
      throw ApiException.of(
        ErrorCode.UNAUTHORIZED,
        values.isEmpty() ? "The request has no API key" : "The header Authorization holds no bearer key",
        "Send the header Authorization: Bearer <key>"
      );
    }
    return ApiKeySecret.presented(bearer.group(1));
  }
}
