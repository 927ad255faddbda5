package io.keyfold.session.secrets;

import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.vault.Secret;
import java.util.Optional;

/**
 * Derives the texts of session secrets, which are stored nowhere.
 *
 * <p>The text of a session's first secret is derived from the session's id, all others from the ids of session and
 * secret. Those contain the secret's id, so a check computes one text and needs no lookup. Whether a secret is revoked
 * or has expired is not in its text.
 */
public final class ClientSecrets {

  /** Prefix of session secrets. */
  public static final String PREFIX = "kf_ek_";

  private static final String FIRST = "session.client_secret";
  private static final String OTHERS = "session.secret";
  private static final int DERIVED_CHARACTERS = 43;

  private final DerivedSecrets derived;

  /** Creates the secrets of a keyset. */
  public ClientSecrets(DerivedSecrets derived) {
    this.derived = derived;
  }

  /** {@return the id of the secret with this text, if the text is genuine; compares in constant time} */
  Optional<String> verify(String sessionId, String presented) {
    int idLength = presented.length() - PREFIX.length() - DERIVED_CHARACTERS;
    if (!presented.startsWith(PREFIX) || idLength < 0) {
      return Optional.empty();
    }
    String id =
      idLength == 0
        ? SessionSecret.firstId(sessionId)
        : SessionSecret.ID_PREFIX + presented.substring(PREFIX.length(), PREFIX.length() + idLength);
    try (Secret expected = of(sessionId, id); Secret given = Secret.ofText(presented)) {
      return expected.equals(given) ? Optional.of(id) : Optional.empty();
    }
  }

  /** {@return the text of the session's secret with this id} */
  Secret of(String sessionId, String id) {
    return id.equals(SessionSecret.firstId(sessionId))
      ? derived.token(PREFIX, FIRST, sessionId)
      : derived.token(PREFIX + id.substring(SessionSecret.ID_PREFIX.length()), OTHERS, sessionId, id);
  }
}
