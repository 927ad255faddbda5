package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.authconfig.oauth.OAuthClient;
import io.keyfold.authconfig.oauth.RevocationResult;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.vault.VaultException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Makes the provider call of a revocation. Thread-safe. */
final class RevocationCall {

  private final RefreshTargets targets;
  private final TokenVault vault;
  private final OAuthClient client;

  RevocationCall(RefreshTargets targets, TokenVault vault, OAuthClient client) {
    this.targets = targets;
    this.vault = vault;
    this.client = client;
  }

  /** How a call ended. */
  sealed interface Outcome {
    /** The port's result. */
    record Answered(RevocationResult result) implements Outcome {}

    /** What the call needs is gone for good. */
    record Impossible(String code, String message) implements Outcome {}

    /** The keys are temporarily unavailable. */
    record KeysUnavailable() implements Outcome {}
  }

  /** Tokens of a grant, opened. */
  private record Opened(RefreshTarget target, Secret access, @Nullable Secret refresh) {
    void close() {
      target.close();
      access.close();
      if (refresh != null) {
        refresh.close();
      }
    }
  }

  Mono<Outcome> make(TokenState grant) {
    return Mono.usingWhen(
      targets.of(grant).flatMap(target -> opened(grant, target)),
      open -> client.revoke(open.target().app(), open.target().vendor(), open.access(), open.refresh()),
      open -> Mono.fromRunnable(open::close)
    )
      .<Outcome>map(Outcome.Answered::new)
      .onErrorResume(TargetMissingException.class, e ->
        Mono.just(new Outcome.Impossible(e.code(), Objects.requireNonNull(e.getMessage())))
      )
      .onErrorResume(VaultException.class, e ->
        Mono.just(
          e.reason() == VaultException.Reason.UNAVAILABLE
            ? new Outcome.KeysUnavailable()
            : new Outcome.Impossible("credential_" + e.reason(), "The secrets cannot be opened")
        )
      );
  }

  private Mono<Opened> opened(TokenState grant, RefreshTarget target) {
    SealedTokens tokens = Objects.requireNonNull(grant.tokens());
    return vault
      .access(grant.tenant(), grant.id(), tokens)
      .flatMap(access ->
        vault
          .refresh(grant.tenant(), grant.id(), tokens)
          .map(refresh -> new Opened(target, access, refresh))
          .switchIfEmpty(Mono.fromSupplier(() -> new Opened(target, access, null)))
          .doOnError(e -> access.close())
      )
      .doOnError(e -> target.close());
  }
}
