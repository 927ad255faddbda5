package io.keyfold.session.sessions;

import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.vault.Secret;

/**
 * The client secrets of sessions. A secret is derived from the session's id, so nothing is stored; it ends with the session,
 * which whoever checks it looks up.
 */
public final class ClientSecrets {

  /** What every client secret begins with. */
  public static final String PREFIX = "kf_ek_";

  private static final String PURPOSE = "session.client_secret";

  private final DerivedSecrets derived;

  /** Client secrets of this keyset. */
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
