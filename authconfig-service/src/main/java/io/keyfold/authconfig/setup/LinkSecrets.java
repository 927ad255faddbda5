package io.keyfold.authconfig.setup;

import io.keyfold.platform.id.Sha256;
import io.keyfold.platform.setup.SetupUrls;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.vault.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The secrets of setup sessions. They are derived from the session's id, so the log contains none of them. Thread-safe.
 */
public final class LinkSecrets {

  private static final String HANDLE_PREFIX = "kf_sc_";
  private static final String HANDLE = "setup_session.handle";

  private final DerivedSecrets derived;
  private final SetupUrls urls;

  /** Creates the secrets of a keyset. */
  public LinkSecrets(DerivedSecrets derived) {
    this.derived = derived;
    this.urls = new SetupUrls(derived);
  }

  /** {@return the secret in the link of a session, which its first request trades for a cookie} */
  public Secret ofLink(String sessionId) {
    return urls.secret(sessionId);
  }

  /**
   * {@return the link of a session}
   *
   * @param base base URL of the tenant's pages, without a trailing slash
   */
  public String link(String base, String sessionId) {
    return urls.of(base, sessionId);
  }

  /** {@return whether the text is the secret of the session's link; compares in constant time} */
  public boolean matches(String sessionId, String presented) {
    try (Secret expected = ofLink(sessionId); Secret given = Secret.ofText(presented)) {
      return expected.equals(given);
    }
  }

  /**
   * {@return the one-time value that only the browser of an attempt receives: the {@code code} of the redirect URL or the
   * {@code nonce} of the verify URL}
   */
  public Secret handle(String sessionId, String attemptId) {
    return derived.token(HANDLE_PREFIX, HANDLE, sessionId, attemptId);
  }

  /** {@return the hash of a secret with enough entropy, for the log} */
  public static String hash(String secret) {
    return HexFormat.of().formatHex(Sha256.of(secret.getBytes(StandardCharsets.UTF_8)));
  }

  /** {@return the hash of a secret with enough entropy, for the log} */
  public static String hash(Secret secret) {
    return secret.use(bytes -> HexFormat.of().formatHex(Sha256.of(bytes)));
  }
}
