package io.keyfold.platform.access;

import io.keyfold.platform.id.Base62;
import io.keyfold.platform.id.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The text of an API key, returned only in responses to the request that creates it; {@code toString} is redacted. Its
 * hash needs no salt or key stretching, because a generated key has 256 random bits.
 */
public final class ApiKeySecret {

  /** Prefix of every generated key. */
  public static final String PREFIX = "kf_sk_";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_CHARACTERS = 43;
  private static final Pattern CHOSEN = Pattern.compile("[\\x21-\\x7e]{24,512}");

  private final String text;

  private ApiKeySecret(String text) {
    this.text = text;
  }

  /** {@return a new key: {@code kf_sk_} and 43 random characters} */
  public static ApiKeySecret generate() {
    return new ApiKeySecret(PREFIX + Base62.random(RANDOM, RANDOM_CHARACTERS));
  }

  /**
   * {@return the key with a text derived from the creating request}
   *
   * @throws IllegalArgumentException if it does not have the format of a generated key
   */
  public static ApiKeySecret derived(String text) {
    if (!text.startsWith(PREFIX) || text.length() != PREFIX.length() + RANDOM_CHARACTERS) {
      throw new IllegalArgumentException("not in the format of a generated key");
    }
    return new ApiKeySecret(text);
  }

  /** {@return the key that a caller presents, in any format} */
  public static ApiKeySecret presented(String text) {
    return new ApiKeySecret(text);
  }

  /**
   * {@return a key chosen by an operator}
   *
   * @throws IllegalArgumentException if it is too short for an unsalted hash, or contains characters that headers do
   *     not allow
   */
  public static ApiKeySecret chosen(String text) {
    if (!CHOSEN.matcher(text).matches()) {
      throw new IllegalArgumentException("an API key has 24 to 512 visible ASCII characters");
    }
    return new ApiKeySecret(text);
  }

  /** {@return SHA-256 of the text, lower-case hex} */
  public String sha256() {
    return HexFormat.of().formatHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** {@return the first and last four characters; nothing of a short key} */
  public String redacted() {
    return text.length() < 24 ? "****" : text.substring(0, 4) + "..." + text.substring(text.length() - 4);
  }

  /** {@return the text, for the response to the creating request only} */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "ApiKeySecret[" + redacted() + "]";
  }
}
