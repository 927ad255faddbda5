package io.keyfold.authconfig.credentials;

import java.util.Locale;
import java.util.Optional;

/**
 * Validates text that is injected into calls. Values are often pasted from web pages or written by shells, so the usual
 * accidents are named. A message names the kind and position of a character, never a visible character, since the text
 * is secret.
 */
enum InjectedText {
  /** A header or bearer token: visible ASCII, with inner spaces and tabs. */
  HEADER,
  /** A query parameter, which is percent-encoded: any visible text, with inner spaces. */
  QUERY;

  /** {@return why the text cannot be injected; empty if it can} */
  Optional<String> problem(String text) {
    int[] characters = text.codePoints().toArray();
    int last = characters.length - 1;
    for (int i = 0; i <= last; i++) {
      String kind = kind(characters[i], i == 0 || i == last);
      if (!kind.isEmpty()) {
        return Optional.of("Must not contain " + kind + position(i, last) + ": send the credential without it");
      }
    }
    return Optional.empty();
  }

  /** {@return the text without one trailing line break, as left by {@code echo} and editors} */
  static String withoutTrailingLineBreak(String text) {
    int length = text.endsWith("\r\n") ? 2 : text.endsWith("\n") ? 1 : 0;
    return text.substring(0, text.length() - length);
  }

  /** Empty for an allowed character. */
  private String kind(int character, boolean atAnEnd) {
    return switch (Character.getType(character)) {
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> coded("a line break", character);
      case Character.CONTROL -> control(character, atAnEnd);
      case Character.SPACE_SEPARATOR -> space(character, atAnEnd);
      case Character.FORMAT -> invisible(character);
      case Character.SURROGATE -> "a lone surrogate";
      default -> this == HEADER && character > '~' ? "a non-ASCII character" : "";
    };
  }

  private String control(int character, boolean atAnEnd) {
    return switch (character) {
      case '\n', '\r', 0x85 -> coded("a line break", character);
      case '\t' -> this == HEADER && !atAnEnd ? "" : coded("a tab", character);
      default -> coded("a control character", character);
    };
  }

  private static String space(int character, boolean atAnEnd) {
    return switch (character) {
      case ' ' -> atAnEnd ? coded("a space", character) : "";
      case 0xA0, 0x2007, 0x202F -> coded("a no-break space", character);
      default -> coded("a non-ASCII space", character);
    };
  }

  private static String invisible(int character) {
    return switch (character) {
      case 0xFEFF -> coded("a byte order mark", character);
      case 0x200B, 0x200C, 0x200D, 0x2060 -> coded("a zero-width character", character);
      default -> coded("an invisible character", character);
    };
  }

  private static String coded(String kind, int character) {
    return String.format(Locale.ROOT, "%s (U+%04X)", kind, character);
  }

  private static String position(int index, int last) {
    return index == 0 ? " at the start" : index == last ? " at the end" : " at character " + (index + 1);
  }
}
