package io.keyfold.authconfig.webhooks;

import io.keyfold.platform.vault.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signing secrets and signatures of the symmetric scheme of Standard Webhooks 1.0.0: HMAC-SHA256 over id, timestamp and
 * body. A secret's content are the bytes of the key.
 */
public final class SigningSecret {

  private static final String PREFIX = "whsec_";
  private static final String SCHEME = "v1,";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private SigningSecret() {}

  /** {@return a new random secret, which the caller closes} */
  public static Secret create() {
    byte[] key = new byte[BYTES];
    RANDOM.nextBytes(key);
    return Secret.takeOver(key);
  }

  /** {@return the text that the receiver configures} It is a secret: only the response to its creation contains it. */
  public static String text(Secret secret) {
    return secret.use(key -> PREFIX + Base64.getEncoder().encodeToString(key));
  }

  /** {@return the secret of a text} */
  public static Secret parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a signing secret begins with " + PREFIX);
    }
    return Secret.takeOver(Base64.getDecoder().decode(text.substring(PREFIX.length())));
  }

  /**
   * {@return the signature with its scheme}
   *
   * @param id the {@code webhook-id}
   * @param at the {@code webhook-timestamp}, in whole seconds
   * @param body the request body
   */
  public static String sign(Secret secret, String id, Instant at, String body) {
    byte[] content = (id + "." + at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
    return secret.use(key -> SCHEME + Base64.getEncoder().encodeToString(hmac(key, content)));
  }

  private static byte[] hmac(byte[] key, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(content);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }
}
