package io.keyfold.session.mcp;

import io.keyfold.platform.access.ApiKey;
import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.access.ApiKeys;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.web.PublicUrl;
import io.keyfold.platform.web.RequestIds;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.session.secrets.SecretAccess;
import io.keyfold.session.sessions.OpenSessions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Authenticates callers with an API key of the session's tenant or with a secret of the session, as bearer token. For
 * clients that cannot send headers, the query parameters {@code key} and {@code token} can hold a session secret.
 */
final class McpAccess {

  private static final String SCOPE = "instance.provider.session:write";

  private final ApiKeys keys;
  private final SecretAccess secrets;
  private final OpenSessions sessions;
  private final McpProperties properties;
  private final PublicUrl publicUrl;

  McpAccess(ApiKeys keys, SecretAccess secrets, OpenSessions sessions, McpProperties properties, PublicUrl publicUrl) {
    this.keys = keys;
    this.secrets = secrets;
    this.sessions = sessions;
    this.properties = properties;
    this.publicUrl = publicUrl;
  }

  Mono<McpCaller> admit(ServerWebExchange exchange, String sessionId) {
    return Mono.defer(() -> {
      PresentedKey key = PresentedKey.of(exchange.getRequest(), properties.keyInQuery());
      return key.secret()
        ? secrets
            .owner(sessionId, key.text())
            .flatMap(owner ->
              caller(exchange, owner.tenant(), new Actor(ActorType.SESSION, sessionId), owner.id(), sessionId)
            )
        : byApiKey(exchange, key.text(), sessionId);
    });
  }

  private Mono<McpCaller> byApiKey(ServerWebExchange exchange, String text, String sessionId) {
    return keys
      .authenticate(ApiKeySecret.presented(text))
      .doOnNext(McpAccess::requireScope)
      .flatMap(key ->
        caller(exchange, new TenantId(key.tenantId()), new Actor(ActorType.API_KEY, key.id()), null, sessionId)
      );
  }

  /**
   * {@return until when the caller's secret or API key is valid, as far as this instance knows} Errors with
   * {@link ApiException} if it is not, or if the session is archived.
   */
  Mono<Instant> until(McpCaller caller) {
    String secretId = caller.secretId();
    String sessionId = caller.session().id();
    Mono<Instant> end =
      secretId == null
        ? keys.recheck(caller.tenant(), caller.actor().getId()).map(McpAccess::end)
        : secrets.usableUntil(caller.tenant(), sessionId, secretId);
    return sessions.find(caller.tenant(), sessionId).then(end);
  }

  private static Instant end(ApiKey key) {
    Instant end = key.expiresAt();
    return end == null ? Instant.MAX : end;
  }

  private Mono<McpCaller> caller(
    ServerWebExchange exchange,
    TenantId tenant,
    Actor actor,
    @Nullable String secretId,
    String sessionId
  ) {
    return sessions
      .find(tenant, sessionId)
      .map(session ->
        new McpCaller(tenant, actor, secretId, RequestIds.of(exchange), session, publicUrl.base(exchange.getRequest()))
      );
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
}
