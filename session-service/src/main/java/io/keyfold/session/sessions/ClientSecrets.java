package io.keyfold.session.sessions;

import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.vault.Secret;

/**
 * Derives the client secrets of sessions. A secret is derived from the session's id, so it is not stored. It expires
 * with the session, which the verifier looks up.
 */
public final class ClientSecrets {

  /** Prefix of client secrets. */
  public static final String PREFIX = "kf_ek_";

  private static final String PURPOSE = "session.client_secret";

  private final DerivedSecrets derived;

  /** Creates the client secrets of a keyset. */
  public ClientSecrets(DerivedSecrets derived) {
    this.derived = derived;
  }

  /** {@return whether the text is the session's client secret; compares in constant time} */
  public boolean matches(String sessionId, String presented) {
    try (Secret expected = of(sessionId); Secret given = Secret.ofText(presented)) {
      return expected.equals(given);
    }
  }

  Secret of(String sessionId) {
    return derived.token(PREFIX, PURPOSE, sessionId);
  }
}
