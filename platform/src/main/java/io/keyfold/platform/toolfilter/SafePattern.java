package io.keyfold.platform.toolfilter;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Compiles regular expressions from callers. RE2 matches in linear time. The size of the compiled program is limited,
 * since nested counted repetitions multiply it. Patterns are case-insensitive and match anywhere in the text.
 */
final class SafePattern {

  /** Maximum length of a pattern in characters. */
  static final int MAX_LENGTH = 500;

  private static final int MAX_GROUPS = 50;
  private static final int MAX_REPETITION = 1_000;
  private static final int MAX_PROGRAM = 5_000;

  private static final Pattern COUNTED = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

  private SafePattern() {}

  /**
   * {@return the compiled pattern}
   *
   * @throws IllegalArgumentException if the pattern is invalid or too costly; the message says which
   */
  static Pattern compile(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("A pattern has at most " + MAX_LENGTH + " characters");
    }
    if (
      text
        .chars()
        .filter(c -> c == '(')
        .count() > MAX_GROUPS ||
      repetition(text) > MAX_REPETITION
    ) {
      throw new IllegalArgumentException("The pattern is too costly: use fewer groups or counted repetitions");
    }
    Pattern pattern = parse(text);
    if (pattern.programSize() > MAX_PROGRAM) {
      throw new IllegalArgumentException("The pattern is too costly: use fewer counted repetitions");
    }
    return pattern;
  }

  private static Pattern parse(String text) {
    try {
      return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
        "Not a regular expression in RE2 syntax (no lookaround, no backreferences): " + e.getDescription(),
        e
      );
    }
  }

  /** Returns the product of all counted repetitions, as if all were nested: an upper bound that needs no parser. */
  private static long repetition(String text) {
    var counted = COUNTED.matcher(text);
    long product = 1;
    while (counted.find() && product <= MAX_REPETITION) {
      String maximum = counted.group(2);
      String minimum = counted.group(1);
      product *= Math.max(1, Long.parseLong(maximum == null || maximum.isEmpty() ? minimum : maximum));
    }
    return product;
  }
}
