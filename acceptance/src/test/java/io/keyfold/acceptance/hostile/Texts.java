package io.keyfold.acceptance.hostile;

import java.util.List;
import java.util.Random;

/** Hostile texts, as Java has them: parameters percent-encode them, bodies escape them. */
final class Texts {

  private static final int UNBOUNDED = 1_000_000;

  private static final List<String> CONTROL = List.of(
    "\u0000",
    "a\u0000b",
    "\u0007",
    "\u001b[31m",
    "a\r\nX-Injected: 1",
    "\t",
    "\u007f",
    "\u0085",
    "\u009f"
  );
  private static final List<String> INVISIBLE = List.of(
    "\ufeff",
    "a\u200bb",
    "\u202eabc",
    "\u2066a\u2069",
    "\u00a0",
    "\u2028",
    "\ufffe",
    "\ud83d\ude00",
    "e\u0301".repeat(40)
  );
  private static final List<String> MISLEADING = List.of(
    "%00",
    "../../etc/passwd",
    "${jndi:ldap://127.0.0.1/a}",
    "{{7*7}}",
    "' OR '1'='1",
    "<script>alert(1)</script>",
    "(a+)+$",
    "http://[",
    "https://user:password@127.0.0.1/",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "2026-13-45T99:99:99Z",
    "+999999999-12-31T23:59:59Z",
    "ses_",
    "NaN",
    "null",
    "undefined",
    "-1",
    "=1+1",
    "__proto__"
  );
  private static final List<String> EMPTY = List.of("", " ", "\u3000");

  private Texts() {}

  /** {@return a text of the kind; any other kind than those of texts gives a misleading one} */
  static String of(Kind kind, Random random) {
    return Choice.of(
      switch (kind) {
        case CONTROL_CHARACTER -> CONTROL;
        case INVISIBLE_CHARACTER -> INVISIBLE;
        case EMPTY -> EMPTY;
        default -> MISLEADING;
      },
      random
    );
  }

  /** {@return a text that is longer than the bound, by one or by much; without a bound a million characters} */
  static String tooLong(int bound, Random random) {
    String unit = random.nextInt(4) == 0 ? "\ud83d\ude00" : "a";
    if (bound < 0) {
      return unit.repeat(UNBOUNDED / unit.length());
    }
    return unit.repeat(random.nextBoolean() ? bound + 1 : bound * 3 + 2);
  }
}
