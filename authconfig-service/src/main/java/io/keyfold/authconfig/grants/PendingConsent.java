package io.keyfold.authconfig.grants;

import io.keyfold.schema.PendingTokens;

/**
 * Tokens of a consent that is not yet bound to a user. Nothing can use them.
 *
 * @param setupSessionId the setup session of the consent
 * @param tokens the tokens
 */
public record PendingConsent(String setupSessionId, SealedTokens tokens) {
  static PendingConsent of(PendingTokens pending) {
    return new PendingConsent(pending.getSetupSessionId(), SealedTokens.of(pending.getTokens()));
  }

  PendingTokens toAvro() {
    return new PendingTokens(setupSessionId, tokens.toAvro());
  }
}
