package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.grants.TokenPair;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.authconfig.oauth.OAuthClient;
import io.keyfold.authconfig.oauth.RevocationResult;
import io.keyfold.platform.vault.VaultException;
import java.util.Objects;
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

    /** The keys or the vendor's endpoints are temporarily unavailable. */
    record Unavailable() implements Outcome {}
  }

  /** Vendor, app and tokens, opened. */
  private record Opened(RefreshTarget target, TokenPair tokens) {
    void close() {
      target.close();
      tokens.close();
    }
  }

  Mono<Outcome> make(TokenState grant) {
    return Mono.usingWhen(
      targets.of(grant).flatMap(target -> opened(grant, target)),
      open ->
        client.revoke(open.target().app(), open.target().vendor(), open.tokens().access(), open.tokens().refresh()),
      open -> Mono.fromRunnable(open::close)
    )
      .<Outcome>map(Outcome.Answered::new)
      .onErrorResume(TargetMissingException.class, e ->
        Mono.just(
          e.code().equals(TargetMissingException.UNREACHABLE)
            ? new Outcome.Unavailable()
            : new Outcome.Impossible(e.code(), Objects.requireNonNull(e.getMessage()))
        )
      )
      .onErrorResume(VaultException.class, e ->
        Mono.just(
          e.reason() == VaultException.Reason.UNAVAILABLE
            ? new Outcome.Unavailable()
            : new Outcome.Impossible("credential_" + e.reason(), "The secrets cannot be opened")
        )
      );
  }

  private Mono<Opened> opened(TokenState grant, RefreshTarget target) {
    return vault
      .open(grant.tenant(), grant.id(), Objects.requireNonNull(grant.tokens()))
      .map(tokens -> new Opened(target, tokens))
      .doOnError(e -> target.close());
  }
}
