package io.keyfold.authconfig.oauth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts of vendors, made safe to store and show. */
public final class VendorText {

  private static final int MAX_DESCRIPTION = 300;
  private static final int MAX_CODE = 64;

  private VendorText() {}

  /** {@return the error code; {@code invalid_response} if it is not one line of printable ASCII without spaces} */
  public static String code(String text) {
    boolean plain = !text.isEmpty() && text.length() <= MAX_CODE && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    return plain ? text : "invalid_response";
  }

  /** {@return the description in one line of limited length; null if nothing is left} */
  public static @Nullable String description(@Nullable String text) {
    return line(text, MAX_DESCRIPTION).orElse(null);
  }

  /** {@return the text in one line of at most the given length, without control and format characters} */
  public static Optional<String> line(@Nullable String text, int max) {
    if (text == null) {
      return Optional.empty();
    }
    StringBuilder line = new StringBuilder();
    text
      .codePoints()
      .limit(max)
      .map(c -> unsafe(c) ? ' ' : c)
      .forEach(line::appendCodePoint);
    String stripped = line.toString().strip();
    return stripped.isEmpty() ? Optional.empty() : Optional.of(stripped);
  }

  private static boolean unsafe(int c) {
    return switch (Character.getType(c)) {
      case
        Character.CONTROL,
        Character.FORMAT,
        Character.SURROGATE,
        Character.LINE_SEPARATOR,
        Character.PARAGRAPH_SEPARATOR,
        Character.UNASSIGNED,
        Character.PRIVATE_USE -> true;
      default -> false;
    };
  }
}
