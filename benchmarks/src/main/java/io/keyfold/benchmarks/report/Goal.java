package io.keyfold.benchmarks.report;

import java.util.Locale;

/**
 * A figure that is aimed at, beside the one that was measured.
 *
 * @param text the goal
 * @param measured the figure
 * @param met whether it is reached
 */
public record Goal(String text, double measured, boolean met) {
  /** {@return a goal that is reached from the limit on} */
  public static Goal atLeast(String what, double limit, double measured) {
    return new Goal(what + " >= " + number(limit), measured, measured >= limit);
  }

  /** {@return a goal that is reached up to the limit} */
  public static Goal atMost(String what, double limit, double measured) {
    return new Goal(what + " <= " + number(limit), measured, measured <= limit);
  }

  /** {@return the goal, the figure, and how they compare} */
  @Override
  public String toString() {
    return text + ": " + number(measured) + (met ? " met" : " MISSED");
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) || Math.abs(value) >= 100;
    return String.format(Locale.ROOT, whole ? "%.0f" : "%.2f", value);
  }
}
