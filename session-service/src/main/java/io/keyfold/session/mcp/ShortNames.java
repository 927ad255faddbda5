package io.keyfold.session.mcp;

import io.keyfold.platform.id.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Shortens names to {@value #MAX} characters, which is what model APIs accept. A digest of the whole name keeps two
 * names apart.
 */
final class ShortNames {

  /** Maximum length of a name. */
  static final int MAX = 64;

  private static final int DIGEST_BYTES = 4;
  private static final Pattern SHORT = Pattern.compile(".*_[0-9a-f]{8}(_\\d{5})?", Pattern.DOTALL);

  private ShortNames() {}

  /** {@return the name, or its first characters, a digest and the suffix} */
  static String of(String name, String suffix) {
    if (name.length() <= MAX) {
      return name;
    }
    String end = "_" + digest(name) + suffix;
    int length = MAX - end.length();
    boolean splits = Character.isHighSurrogate(name.charAt(length - 1));
    return name.substring(0, splits ? length - 1 : length) + end;
  }

  /** {@return whether the name may be a shortened one} */
  static boolean mayBeShort(String name) {
    return name.length() >= MAX - 1 && name.length() <= MAX && SHORT.matcher(name).matches();
  }

  private static String digest(String name) {
    return HexFormat.of().formatHex(Sha256.of(name.getBytes(StandardCharsets.UTF_8)), 0, DIGEST_BYTES);
  }
}
