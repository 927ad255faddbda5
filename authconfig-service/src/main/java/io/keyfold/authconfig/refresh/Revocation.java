package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.grants.PendingConsent;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tokens to revoke at the provider.
 *
 * @param grant the grant
 * @param consent the consent that was never bound to a user; null: the tokens of the archived grant
 * @param tokens the tokens
 * @param since when it became due
 */
record Revocation(TokenState grant, @Nullable PendingConsent consent, SealedTokens tokens, Instant since) {
  /**
   * {@return what is to be revoked next} Discarded consents come before the tokens of an archived grant, whose data key
   * they may share. A refresh that is open may still issue tokens.
   */
  static Optional<Revocation> next(TokenState grant) {
    if (!grant.discarded().isEmpty()) {
      PendingConsent consent = grant.discarded().getFirst();
      Instant since = Objects.requireNonNull(consent.discardedAt(), "a discarded consent has a time");
      return Optional.of(new Revocation(grant, consent, consent.tokens(), since));
    }
    SealedTokens tokens = grant.tokens();
    return tokens == null || !grant.archived() || grant.lease() != null
      ? Optional.empty()
      : Optional.of(new Revocation(grant, null, tokens, grant.changedAt()));
  }

  /** {@return what identifies it} */
  String key() {
    return consent == null ? grant.id() : grant.id() + "/" + consent.setupSessionId() + "/" + consent.attemptId();
  }
}
