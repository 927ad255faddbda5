package io.keyfold.authconfig.credentials;

import java.util.Locale;
import java.util.Optional;

/**
 * What a text must be so that it can go into a call. Values are pasted from web pages and written by shells, so the usual
 * accidents are named. A message tells the kind of character and its place, and never a visible character: the text is secret.
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
    String code = String.format(Locale.ROOT, " (U+%04X)", character);
    return switch (Character.getType(character)) {
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> "a line break" + code;
      case Character.CONTROL -> control(character, atAnEnd, code);
      case Character.SPACE_SEPARATOR -> blank(character, atAnEnd, code);
      case Character.FORMAT -> invisible(character) + code;
      case Character.SURROGATE -> "half of a surrogate pair";
      default -> this == HEADER && character > '~' ? "a character that is not ASCII" : "";
    };
  }

  private String control(int character, boolean atAnEnd, String code) {
    return switch (character) {
      case '\n', '\r', 0x85 -> "a line break" + code;
      case '\t' -> this == HEADER && !atAnEnd ? "" : "a tab" + code;
      default -> "a control character" + code;
    };
  }

  private static String blank(int character, boolean atAnEnd, String code) {
    return switch (character) {
      case ' ' -> atAnEnd ? "a blank" + code : "";
      case 0xA0, 0x2007, 0x202F -> "a no-break space" + code;
      default -> "a blank that is not ASCII" + code;
    };
  }

  private static String invisible(int character) {
    return switch (character) {
      case 0xFEFF -> "a byte order mark";
      case 0x200B, 0x200C, 0x200D, 0x2060 -> "a zero-width character";
      default -> "an invisible character";
    };
  }

  private static String where(int index, int last) {
    return index == 0 ? " at its beginning" : index == last ? " at its end" : " at character " + (index + 1);
  }
}
