package io.keyfold.platform.id;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Creates ids that sort by creation time: a prefix, nine base-36 digits of milliseconds (until the year 5188), and 13
 * base-62 digits (77 bits) against collisions and guessing.
 */
public final class Ids {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TIME = 9;
  private static final int TAIL = 13;
  private static final Pattern TIMED = Pattern.compile("[0-9a-z]{" + TIME + "}[0-9A-Za-z]{" + TAIL + "}");
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.#:-]{1,128}");

  private Ids() {}

  /** {@return whether a text has the format of an id: 1 to 128 letters, digits and {@code _ . # : -}} */
  public static boolean isId(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * {@return a new random id}
   *
   * @param prefix prefix including the underscore, e.g. {@code pdp_}
   * @param at the time that it sorts by
   */
  public static String fresh(String prefix, Instant at) {
    // Two draws instead of 13: each costs a lock and a hash. 62^7 is so far below 2^64 that the bias is negligible.
    String first = Base62.lowest(RANDOM.nextLong(), TAIL / 2);
    return prefix + time(at) + first + Base62.lowest(RANDOM.nextLong(), TAIL - TAIL / 2);
  }

  /**
   * {@return a deterministic id: the same cause gives the same id}
   *
   * @param prefix with its underscore
   * @param at the time that it sorts by
   * @param cause the command's id
   * @param index distinguishes several ids of one cause
   */
  public static String derived(String prefix, Instant at, UUID cause, int index) {
    byte[] digest = Sha256.of((cause + "/" + prefix + "/" + index).getBytes(StandardCharsets.UTF_8));
    return prefix + time(at) + Base62.ofHash(digest, TAIL);
  }

  /** {@return the sortable part of an id: nine base-36 digits of milliseconds} */
  public static String time(Instant at) {
    String digits = Long.toString(at.toEpochMilli(), 36);
    return "0".repeat(Math.max(0, TIME - digits.length())) + digits;
  }

  /**
   * {@return the time that an id sorts by, in milliseconds; empty if the text is not an id of this class}
   *
   * @param prefix prefix including the underscore
   */
  public static Optional<Instant> timeOf(String prefix, String id) {
    String rest = id.startsWith(prefix) ? id.substring(prefix.length()) : "";
    return TIMED.matcher(rest).matches()
      ? Optional.of(Instant.ofEpochMilli(Long.parseLong(rest.substring(0, TIME), 36)))
      : Optional.empty();
  }
}
