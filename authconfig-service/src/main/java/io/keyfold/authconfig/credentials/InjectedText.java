package io.keyfold.authconfig.credentials;

import java.util.Locale;
import java.util.Optional;

/**
 * What a text must be so that it can go into a call. Values are pasted from web pages and written by shells, so the usual
 * accidents are named. A message names the kind of character and its place, and never a visible character: the text is secret.
 */
enum InjectedText {
  /** A header or a bearer token: visible ASCII, blanks and tabs within. */
  HEADER,
  /** A query parameter, which is percent-encoded: any text that can be seen, blanks within. */
  QUERY;

  /** {@return why the text cannot go there; empty if it can} */
  Optional<String> problem(String text) {
    int[] characters = text.codePoints().toArray();
    int last = characters.length - 1;
    for (int i = 0; i <= last; i++) {
      String kind = kind(characters[i], i == 0 || i == last);
      if (!kind.isEmpty()) {
        return Optional.of("Must not hold " + kind + where(i, last) + ": send the credential without it");
      }
    }
    return Optional.empty();
  }

  /** {@return the text without the one line break that {@code echo} and editors leave at its end; else the text itself} */
  static String withoutTrailingLineBreak(String text) {
    int length = text.endsWith("\r\n") ? 2 : text.endsWith("\n") ? 1 : 0;
    return text.substring(0, text.length() - length);
  }

  /** Empty for a character that may be there. */
  private String kind(int character, boolean atAnEnd) {
    return switch (Character.getType(character)) {
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> coded("a line break", character);
      case Character.CONTROL -> control(character, atAnEnd);
      case Character.SPACE_SEPARATOR -> blank(character, atAnEnd);
      case Character.FORMAT -> invisible(character);
      case Character.SURROGATE -> "half of a surrogate pair";
      default -> this == HEADER && character > '~' ? "a character that is not ASCII" : "";
    };
  }

  private String control(int character, boolean atAnEnd) {
    return switch (character) {
      case '\n', '\r', 0x85 -> coded("a line break", character);
      case '\t' -> this == HEADER && !atAnEnd ? "" : coded("a tab", character);
      default -> coded("a control character", character);
    };
  }

  private static String blank(int character, boolean atAnEnd) {
    return switch (character) {
      case ' ' -> atAnEnd ? coded("a blank", character) : "";
      case 0xA0, 0x2007, 0x202F -> coded("a no-break space", character);
      default -> coded("a blank that is not ASCII", character);
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

  private static String where(int index, int last) {
    return index == 0 ? " at its beginning" : index == last ? " at its end" : " at character " + (index + 1);
  }
}
