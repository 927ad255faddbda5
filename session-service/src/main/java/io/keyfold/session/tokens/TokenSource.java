package io.keyfold.session.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.keyfold.authconfig.commands.StartRefresh;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.RefreshTrigger;
import io.keyfold.session.credentials.AuthConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Gives the current access token of a grant, sealed. An expired token is refreshed first: a command opens the refresh,
 * authconfig-service calls the provider, and all callers are released by the record of the new token. A token that is
 * still valid is served while its refresh fails. Thread-safe.
 */
public final class TokenSource implements AccessTokens {

  /** A token that expires sooner is refreshed first, because a call takes time. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** A token that the provider refuses so soon after a refresh for that reason is refused for another reason. */
  private static final Duration RENEWAL_PAUSE = Duration.ofMinutes(1);

  private static final int MAX_REMEMBERED = 10_000;

  /** Failures before the provider was called: the refresh is started again while the caller waits. */
  private static final Set<String> NOT_CALLED = Set.of("busy", "not_owned", "executor_stopped");

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A caller starts no refresh so soon after one that failed. */
  private static final Duration FAILURE_PAUSE = Duration.ofSeconds(5);

  private static final Actor SELF = new Actor(ActorType.SERVICE, "session-service");

  private final View tokens;
  private final CommandLog commands;
  private final RefreshWaits waits;
  private final TokenProperties properties;
  private final InstantSource clock;

  /** Tokens that were obtained because the provider refused the one before. */
  private final Cache<Renewed, Boolean> renewed = Caffeine.newBuilder()
    .maximumSize(MAX_REMEMBERED)
    .expireAfterWrite(RENEWAL_PAUSE)
    .executor(Runnable::run)
    .build();

  private record Renewed(GrantRef grant, long credentialVersion) {}

  /**
   * Creates a source.
   *
   * @param tokens the view of {@code authconfig.tokens}
   * @param commands appends to {@code authconfig.commands}
   */
  TokenSource(View tokens, CommandLog commands, RefreshWaits waits, TokenProperties properties, InstantSource clock) {
    this.tokens = tokens;
    this.commands = commands;
    this.waits = waits;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * {@return the auth config of a grant with its current access token as value}
   *
   * <p>Errors with {@link ApiException}: {@code use_after_delete} for an archived grant, {@code authentication_required}
   * if its user must reconnect, {@code authentication_expired} if it cannot be refreshed, and
   * {@code oauth_token_refresh_failed}. Bounded by {@link TokenProperties#refreshTimeout}.
   */
  @Override
  public Mono<AuthConfig> current(TenantId tenant, AuthConfig config) {
    GrantRef grant = new GrantRef(tenant, config.id());
    return tokens
      .await(tenant.value(), state -> state.find(GrantToken.key(tenant, config.id())))
      .switchIfEmpty(Mono.error(() -> TokenErrors.archived(config.id())))
      .flatMap(token -> valid(grant, token))
      .map(token -> with(config, token));
  }

  /**
   * {@return the auth config with a newer access token, after the provider refused the one that it has; empty if that one
   * is itself the result of a refusal a moment ago} Errors as {@link #current}.
   */
  public Mono<AuthConfig> renewed(TenantId tenant, AuthConfig refused) {
    GrantRef grant = new GrantRef(tenant, refused.id());
    return Mono.defer(() -> Mono.justOrEmpty(tokens.find(GrantToken.key(tenant, refused.id()))))
      .flatMap(token -> renewed(grant, token, refused.credentialVersion()))
      .map(token -> with(refused, token));
  }

  private Mono<GrantToken> valid(GrantRef grant, GrantToken token) {
    Instant now = clock.instant();
    if (token.archived()) {
      return Mono.error(TokenErrors.archived(grant.authConfigId()));
    }
    if (token.isValidFor(MARGIN, now)) {
      return Mono.just(token);
    }
    if (!token.canRefresh() || isFailing(token, now)) {
      return served(grant, token);
    }
    return refreshed(grant, token, RefreshTrigger.EXPIRED)
      .flatMap(next -> next.credentialVersion() > token.credentialVersion() ? Mono.just(next) : served(grant, next))
      .onErrorResume(ApiException.class, e ->
        token.isValidFor(Duration.ZERO, clock.instant()) ? Mono.just(token) : Mono.error(e)
      );
  }

  private static boolean isFailing(GrantToken token, Instant now) {
    return token.failure() != null && !NOT_CALLED.contains(token.failure()) && token.hasJustFailed(FAILURE_PAUSE, now);
  }

  /** The token until its end, although it cannot be refreshed now. */
  private Mono<GrantToken> served(GrantRef grant, GrantToken token) {
    return !token.archived() && token.isValidFor(Duration.ZERO, clock.instant())
      ? Mono.just(token)
      : Mono.error(unusable(grant, token));
  }

  private Mono<GrantToken> renewed(GrantRef grant, GrantToken token, long refusedVersion) {
    if (token.archived()) {
      return Mono.error(TokenErrors.archived(grant.authConfigId()));
    }
    if (token.credentialVersion() > refusedVersion) {
      return Mono.just(token);
    }
    if (renewed.getIfPresent(new Renewed(grant, refusedVersion)) != null) {
      return Mono.empty();
    }
    if (!token.canRefresh() || isFailing(token, clock.instant())) {
      return Mono.error(unusable(grant, token));
    }
    return refreshed(grant, token, RefreshTrigger.REFUSED).flatMap(next -> {
      if (next.credentialVersion() <= refusedVersion) {
        return Mono.error(unusable(grant, next));
      }
      renewed.put(new Renewed(grant, next.credentialVersion()), true);
      return Mono.just(next);
    });
  }

  private static ApiException unusable(GrantRef grant, GrantToken token) {
    if (token.archived()) {
      return TokenErrors.archived(grant.authConfigId());
    }
    if (token.needsReconnect()) {
      return TokenErrors.mustReconnect(grant.authConfigId());
    }
    return token.refreshable()
      ? TokenErrors.refreshFailed(grant.authConfigId(), token.failure())
      : TokenErrors.expired(grant.authConfigId());
  }

  /** {@return the state after the refresh, whether it succeeded or not} */
  private Mono<GrantToken> refreshed(GrantRef grant, GrantToken before, RefreshTrigger trigger) {
    Mono<Void> start = before.refreshing() ? Mono.empty() : started(grant, before, trigger);
    return waits
      .join(grant, state -> isResult(before, state), start)
      .flatMap(state -> state.map(Mono::just).orElseGet(() -> Mono.error(TokenErrors.archived(grant.authConfigId()))))
      .flatMap(after ->
        after.failure() != null && NOT_CALLED.contains(after.failure()) && after.canRefresh()
          ? Mono.delay(PAUSE).then(Mono.defer(() -> refreshed(grant, after, trigger)))
          : Mono.just(after)
      )
      .timeout(properties.refreshTimeout(), Mono.error(() -> TokenErrors.refreshFailed(grant.authConfigId(), null)));
  }

  private static boolean isResult(GrantToken before, Optional<GrantToken> state) {
    return state
      .map(
        now ->
          now.archived() ||
          now.needsReconnect() ||
          now.credentialVersion() > before.credentialVersion() ||
          (!now.refreshing() && now.failure() != null && now.version() > before.version())
      )
      .orElse(true);
  }

  /** A rejection says that this instance's view is behind; what the view then has decides. */
  private Mono<Void> started(GrantRef grant, GrantToken before, RefreshTrigger trigger) {
    return Mono.defer(() -> commands.append(command(grant, before, trigger)))
      .then()
      .onErrorResume(TokenSource::isRejection, e -> tokens.caughtUp(grant.tenant()));
  }

  private static boolean isRejection(Throwable e) {
    return e instanceof ApiException refused && refused.code() != ErrorCode.UNAVAILABLE;
  }

  private StartRefresh command(GrantRef grant, GrantToken before, RefreshTrigger trigger) {
    CommandMeta meta = WriteRequest.ofService(grant.tenant(), SELF, clock.instant()).meta(grant.authConfigId());
    return new StartRefresh(meta, before.credentialVersion(), trigger);
  }

  private static AuthConfig with(AuthConfig config, GrantToken token) {
    return config.granted(token.access(), token.credentialVersion(), token.valueVersion());
  }
}
