package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.catalogue.KnownOAuth.GrantType;
import io.keyfold.authconfig.commands.FinishRefresh;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenPair;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.authconfig.oauth.TokenResult;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.vault.VaultException;
import io.keyfold.schema.RefreshResult;
import io.keyfold.schema.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Turns the provider's answer into the command that records it. */
final class RefreshResults {

  private static final Logger LOG = LoggerFactory.getLogger(RefreshResults.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LAST_PAUSE = Duration.ofSeconds(2);

  private final TokenVault vault;
  private final RefreshCommands commands;
  private final InstantSource clock;

  RefreshResults(TokenVault vault, RefreshCommands commands, InstantSource clock) {
    this.vault = vault;
    this.commands = commands;
    this.clock = clock;
  }

  /**
   * {@return the command} New tokens are sealed, and wiped. While the keys are unavailable, it waits for them: the
   * tokens exist nowhere else.
   */
  Mono<FinishRefresh> of(Attempt attempt, CallMaterial material, TokenResult result) {
    long appVersion = material.target().appVersion();
    return command(attempt, material, result).map(command ->
      FinishRefresh.newBuilder(command).setAppVersion(appVersion).build()
    );
  }

  private Mono<FinishRefresh> command(Attempt attempt, CallMaterial material, TokenResult result) {
    return switch (result) {
      case TokenResult.Tokens tokens -> Mono.using(
        () -> tokens,
        open -> sealed(attempt, material, open),
        TokenResult.Tokens::close
      );
      case TokenResult.Rejected rejected -> Mono.just(rejected(attempt, material, rejected));
      case TokenResult.Transient failed -> Mono.just(
        commands.failed(attempt, RefreshResult.TRANSIENT, RefreshProblem.of(failed.failure(), failed.retryAfter()))
      );
      case TokenResult.Ambiguous failed -> Mono.just(
        commands.failed(attempt, RefreshResult.AMBIGUOUS, RefreshProblem.of(failed.failure(), null))
      );
    };
  }

  /** A user's consent repairs only a refused refresh token; a refused app is for its operator to repair. */
  private FinishRefresh rejected(Attempt attempt, CallMaterial material, TokenResult.Rejected rejected) {
    boolean dead = rejected.invalidGrant() && material.target().grantType() == GrantType.AUTHORIZATION_CODE;
    return commands.failed(
      attempt,
      dead ? RefreshResult.REJECTED : RefreshResult.TRANSIENT,
      RefreshProblem.of(rejected.error(), rejected.description())
    );
  }

  private Mono<FinishRefresh> sealed(Attempt attempt, CallMaterial material, TokenResult.Tokens tokens) {
    TokenState grant = attempt.grant();
    SealedTokens before = Objects.requireNonNull(grant.tokens());
    // A response without a refresh token keeps the old one.
    Secret refresh = tokens.refreshToken() == null ? material.refreshToken() : tokens.refreshToken();
    long version = attempt.lease().credentialVersion() + 1;
    TokenPair pair = new TokenPair(tokens.accessToken(), refresh);
    return vault
      .seal(grant.tenant(), grant.id(), version, before.keyId(), pair, facts(material, tokens, before, refresh != null))
      .retryWhen(
        Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
          .maxBackoff(LAST_PAUSE)
          .filter(e -> e instanceof VaultException failed && failed.reason() == VaultException.Reason.UNAVAILABLE)
      )
      .map(set -> commands.finish(attempt, RefreshResult.REFRESHED).setTokens(set).build())
      .onErrorResume(VaultException.class, e -> {
        LOG.atError()
          .setCause(e)
          .addKeyValue("auth_config", grant.id())
          .addKeyValue("attempt", attempt.id())
          .log("refreshed tokens could not be sealed and are lost");
        return Mono.just(
          commands.failed(attempt, RefreshResult.AMBIGUOUS, RefreshProblem.of("sealing_failed", e.reason().name()))
        );
      });
  }

  private TokenSet.Builder facts(
    CallMaterial material,
    TokenResult.Tokens tokens,
    SealedTokens before,
    boolean refreshToken
  ) {
    return TokenSet.newBuilder()
      .setObtainedAt(clock.instant().truncatedTo(ChronoUnit.MICROS))
      .setExpiresAt(micros(tokens.expiresAt()))
      .setRefreshExpiresAt(
        tokens.refreshExpiresAt() == null ? before.refreshExpiresAt() : micros(tokens.refreshExpiresAt())
      )
      .setRefreshable(material.target().grantType() != GrantType.AUTHORIZATION_CODE || refreshToken)
      .setScopesRequested(before.scopesRequested())
      .setScopesGranted(tokens.scopes() == null ? before.scopesGranted() : tokens.scopes())
      .setAccount(before.account() == null ? null : before.account().toAvro())
      .setAppId(before.appId())
      .setAppVersion(material.target().appVersion())
      .setIssuer(before.issuer());
  }

  private static @Nullable Instant micros(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
  }
}
