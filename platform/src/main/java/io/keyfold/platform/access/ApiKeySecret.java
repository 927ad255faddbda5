package io.keyfold.platform.access;

import io.keyfold.platform.id.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The text of an API key. It is shown only in answers to the request that creates it, and prints as redacted. Its hash needs
 * neither salt nor stretching: a generated key has 256 bits of chance.
 */
public final class ApiKeySecret {

  /** What every key begins with that is not chosen by an operator. */
  public static final String PREFIX = "kf_sk_";

  private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_CHARACTERS = 43;
  private static final Pattern CHOSEN = Pattern.compile("[\\x21-\\x7e]{24,512}");

  private final String text;

  private ApiKeySecret(String text) {
    this.text = text;
  }

  /** {@return a fresh key: {@code kf_sk_} and 43 random characters} */
  public static ApiKeySecret generate() {
    StringBuilder text = new StringBuilder(PREFIX);
    for (int i = 0; i < RANDOM_CHARACTERS; i++) {
      text.append(BASE62.charAt(RANDOM.nextInt(BASE62.length())));
    }
    return new ApiKeySecret(text.toString());
  }

  /**
   * {@return the key whose text was derived from what creates it}
   *
   * @throws IllegalArgumentException if it is not of the form of a generated key
   */
  public static ApiKeySecret derived(String text) {
    if (!text.startsWith(PREFIX) || text.length() != PREFIX.length() + RANDOM_CHARACTERS) {
      throw new IllegalArgumentException("not of the form of a generated key");
    }
    return new ApiKeySecret(text);
  }

  /** {@return the key that a caller presents; of any form} */
  public static ApiKeySecret presented(String text) {
    return new ApiKeySecret(text);
  }

  /**
   * {@return the key that an operator chose}
   *
   * @throws IllegalArgumentException if it is too short to be kept as a plain hash, or holds what no header can
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

  /** {@return the text; for the one answer to the request that created it} */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "ApiKeySecret[" + redacted() + "]";
  }
}
