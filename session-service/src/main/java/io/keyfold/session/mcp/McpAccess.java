package io.keyfold.session.mcp;

import io.keyfold.platform.access.ApiKey;
import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.access.ApiKeys;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.web.RequestIds;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.session.sessions.ClientSecrets;
import io.keyfold.session.sessions.OpenSessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Authenticates callers with an API key of the session's tenant or with the session's client secret, as bearer token.
 * For clients that cannot send headers, the query parameters {@code key} and {@code token} are accepted, too.
 */
final class McpAccess {

  private static final String SCOPE = "instance.provider.session:write";

  private final ApiKeys keys;
  private final OpenSessions sessions;

  McpAccess(ApiKeys keys, OpenSessions sessions) {
    this.keys = keys;
    this.sessions = sessions;
  }

  Mono<McpCaller> admit(ServerWebExchange exchange, String sessionId) {
    List<String> presented = presented(exchange.getRequest());
    Optional<String> secret = presented
      .stream()
      .filter(text -> text.startsWith(ClientSecrets.PREFIX))
      .findFirst();
    if (secret.isPresent()) {
      return sessions
        .ownerBySecret(sessionId, secret.get())
        .flatMap(tenant -> caller(exchange, tenant, new Actor(ActorType.SESSION, sessionId), sessionId));
    }
    if (presented.isEmpty()) {
      return Mono.error(
        ApiException.of(
          ErrorCode.UNAUTHORIZED,
          "The request has no API key",
          "Send the session's client_secret or an API key as Authorization: Bearer <key>"
        )
      );
    }
    return keys
      .authenticate(ApiKeySecret.presented(presented.getFirst()))
      .doOnNext(McpAccess::requireScope)
      .flatMap(key ->
        caller(exchange, new TenantId(key.tenantId()), new Actor(ActorType.API_KEY, key.id()), sessionId)
      );
  }

  private Mono<McpCaller> caller(ServerWebExchange exchange, TenantId tenant, Actor actor, String sessionId) {
    return sessions
      .find(tenant, sessionId)
      .map(session -> new McpCaller(tenant, actor, RequestIds.of(exchange), session));
  }

  private static void requireScope(ApiKey key) {
    if (!key.scopes().contains(SCOPE)) {
      throw ApiException.of(
        ErrorCode.FORBIDDEN,
        "The API key lacks the scope " + SCOPE,
        "Use a key with the scope " + SCOPE
      );
    }
  }

  private static List<String> presented(ServerHttpRequest request) {
    List<String> presented = new ArrayList<>();
    for (String header : request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION)) {
      if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
        presented.add(header.substring(7).strip());
      }
    }
    presented.addAll(request.getQueryParams().getOrDefault("key", List.of()));
    presented.addAll(request.getQueryParams().getOrDefault("token", List.of()));
    presented.removeIf(text -> text == null || text.isBlank() || text.length() > 1024);
    return presented;
  }
}
