package io.keyfold.platform.setup;

import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.vault.Secret;
import java.nio.charset.StandardCharsets;

/**
 * The links of setup sessions. The secret in a link is derived from the session's id, so that every service with the
 * keyset can give the link, and the log contains none. It opens the page and nothing else: it says neither who the user
 * is nor who opened it, and what is entered there is bound to the user by the session's binding. Thread-safe.
 */
public final class SetupUrls {

  private static final String PATH = "/setup-session/";
  private static final String PARAMETER = "client_secret";
  private static final String PREFIX = "kf_ss_";
  private static final String PURPOSE = "setup_session.link";

  private final DerivedSecrets derived;

  /** Creates the links of a keyset. */
  public SetupUrls(DerivedSecrets derived) {
    this.derived = derived;
  }

  /**
   * {@return the link of a session}
   *
   * @param base base URL of the tenant's pages, without a trailing slash
   */
  public String of(String base, String sessionId) {
    try (Secret secret = secret(sessionId)) {
      String text = secret.use(bytes -> new String(bytes, StandardCharsets.US_ASCII));
      return base + PATH + sessionId + "?" + PARAMETER + "=" + text;
    }
  }

  /** {@return the secret in the link of a session} */
  public Secret secret(String sessionId) {
    return derived.token(PREFIX, PURPOSE, sessionId);
  }
}
