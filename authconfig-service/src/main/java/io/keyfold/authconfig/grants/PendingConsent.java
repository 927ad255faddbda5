package io.keyfold.authconfig.grants;

import io.keyfold.schema.PendingTokens;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of a consent that is not bound to a user: not yet, or never. Nothing can use them.
 *
 * @param setupSessionId the setup session of the consent
 * @param attemptId the attempt that obtained them; null in records of the first schema
 * @param authMethodId the provider's auth method; null in records of the first schema
 * @param tokens the tokens
 * @param discardedAt when they were discarded; null while they are pending
 */
public record PendingConsent(
  String setupSessionId,
  @Nullable String attemptId,
  @Nullable String authMethodId,
  SealedTokens tokens,
  @Nullable Instant discardedAt
) {
  static PendingConsent of(PendingTokens pending) {
    return new PendingConsent(
      pending.getSetupSessionId(),
      pending.getAttemptId(),
      pending.getAuthMethodId(),
      SealedTokens.of(pending.getTokens()),
      pending.getDiscardedAt()
    );
  }

  /** {@return whether a provider issued them to an app, as opposed to a value that the user typed} */
  boolean isIssued() {
    return tokens.appId() != null;
  }

  /** {@return whether they are those of an attempt} */
  public boolean isOf(@Nullable String session, @Nullable String attempt) {
    return setupSessionId.equals(session) && Objects.equals(attemptId, attempt);
  }

  /**
   * {@return whether the provider might revoke other tokens together with these} Some providers revoke everything that
   * an account granted to the app.
   */
  boolean mayShareGrant(SealedTokens other) {
    return mayShareGrant(other.appId(), other.account());
  }

  /**
   * {@return the same for tokens of an app and account}
   *
   * @param account null if the provider does not name it
   */
  public boolean mayShareGrant(@Nullable String appId, @Nullable ConsentedAccount account) {
    ConsentedAccount own = tokens.account();
    boolean otherAccount =
      own != null && account != null && own.id() != null && account.id() != null && !own.id().equals(account.id());
    return Objects.equals(tokens.appId(), appId) && !otherAccount;
  }

  PendingConsent discarded(Instant at) {
    return new PendingConsent(setupSessionId, attemptId, authMethodId, tokens, at);
  }

  PendingTokens toAvro() {
    return new PendingTokens(setupSessionId, tokens.toAvro(), attemptId, authMethodId, discardedAt);
  }
}
