package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.grants.TokenPair;
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

  Mono<Outcome> make(Revocation due) {
    return Mono.usingWhen(
      targets.of(due).flatMap(target -> opened(due, target)),
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

  private Mono<Opened> opened(Revocation due, RefreshTarget target) {
    return vault
      .open(due.grant().tenant(), due.grant().id(), due.tokens())
      .map(tokens -> new Opened(target, tokens))
      .doOnError(e -> target.close());
  }
}
