package io.keyfold.session.redaction;

import java.nio.charset.StandardCharsets;

/**
 * Reads one character of a text that is escaped once or twice: JSON (backslash), URL (percent) or HTML (ampersand),
 * also nested. Raw or percent-encoded bytes beyond ASCII are read as single bytes of UTF-8. Not thread-safe:
 * {@link #value()} returns the result of the last read.
 */
final class Escapes {

  /**
   * Maximum length of an escaped character: a surrogate pair in JSON within HTML with leading zeros takes 120 bytes.
   */
  static final int LONGEST = 128;

  private static final int NONE = -1;

  private byte[] text = {};
  private int end;
  private int value;

  /** Sets the text to read, up to its end. */
  void in(byte[] given, int until) {
    text = given;
    end = until;
  }

  /** {@return the last character read: a code point, or the complement of a byte of UTF-8 beyond ASCII} */
  int value() {
    return value;
  }

  /** {@return the last character read, in UTF-8} */
  byte[] bytes() {
    if (value < 0) {
      return new byte[] { (byte) ~value };
    }
    return Character.toString(value).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * {@return end position of the character that starts here, under that many layers of escapes; -1 at the end of the
   * text}
   */
  int read(int from, int layers) {
    if (from >= end) {
      return NONE;
    }
    if (layers == 0) {
      byte b = text[from];
      value = b >= 0 ? b : ~(b & 0xff);
      return from + 1;
    }
    int to = read(from, layers - 1);
    int plain = value;
    int after = switch (plain) {
      case '\\' -> json(to, layers - 1);
      case '%' -> percent(to, layers - 1);
      case '&' -> entity(to, layers - 1);
      default -> NONE;
    };
    if (after != NONE) {
      return after;
    }
    value = plain;
    return to;
  }

  private int json(int from, int layers) {
    int to = read(from, layers);
    if (to == NONE) {
      return NONE;
    }
    switch (value) {
      case '"', '\\', '/', '\'' -> {
        return to;
      }
      case 'b' -> value = '\b';
      case 'f' -> value = '\f';
      case 'n' -> value = '\n';
      case 'r' -> value = '\r';
      case 't' -> value = '\t';
      case 'u' -> {
        return utf16(to, layers);
      }
      default -> {
        return NONE;
      }
    }
    return to;
  }

  private int utf16(int from, int layers) {
    int to = number(from, 4, 4, 16, layers);
    if (to == NONE || !Character.isSurrogate((char) value)) {
      return to;
    }
    char high = (char) value;
    int backslash = expect('\\', to, layers);
    int u = backslash == NONE ? NONE : expect('u', backslash, layers);
    int low = u == NONE ? NONE : number(u, 4, 4, 16, layers);
    if (low == NONE || !Character.isSurrogatePair(high, (char) value)) {
      return NONE;
    }
    value = Character.toCodePoint(high, (char) value);
    return low;
  }

  private int percent(int from, int layers) {
    int to = number(from, 2, 2, 16, layers);
    value = value < 0x80 ? value : ~value;
    return to;
  }

  private int entity(int from, int layers) {
    int hash = expect('#', from, layers);
    int to;
    if (hash == NONE) {
      to = named(from, layers);
    } else {
      int x = expect('x', hash, layers);
      x = x == NONE ? expect('X', hash, layers) : x;
      to = x == NONE ? number(hash, 1, 7, 10, layers) : number(x, 1, 6, 16, layers);
      if (to != NONE && (!Character.isValidCodePoint(value) || isSurrogate(value))) {
        return NONE;
      }
    }
    if (to == NONE) {
      return NONE;
    }
    int character = value;
    to = expect(';', to, layers);
    value = character;
    return to;
  }

  private int named(int from, int layers) {
    StringBuilder name = new StringBuilder();
    int to = from;
    for (int next = read(to, layers); next != NONE && isLetter(value) && name.length() < 5; next = read(to, layers)) {
      name.append((char) value);
      to = next;
    }
    value = switch (name.toString()) {
      case "amp" -> '&';
      case "lt" -> '<';
      case "gt" -> '>';
      case "quot" -> '"';
      case "apos" -> '\'';
      default -> NONE;
    };
    return value == NONE ? NONE : to;
  }

  private int number(int from, int least, int most, int radix, int layers) {
    int number = 0;
    int to = from;
    int digits = 0;
    for (int next = read(to, layers); digits < most && next != NONE; next = read(to, layers)) {
      int digit = value >= 0 && value < 0x80 ? Character.digit(value, radix) : NONE;
      if (digit < 0) {
        break;
      }
      number = number * radix + digit;
      to = next;
      digits++;
    }
    value = number;
    return digits < least ? NONE : to;
  }

  private int expect(char wanted, int from, int layers) {
    int to = read(from, layers);
    return to != NONE && value == wanted ? to : NONE;
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
