package io.keyfold.benchmarks.report;

import java.util.Locale;

/**
 * A performance goal and the measured value.
 *
 * @param text the goal
 * @param measured the measured value
 * @param met whether the goal is met
 */
public record Goal(String text, double measured, boolean met) {
  /** {@return a goal with a lower limit} */
  public static Goal atLeast(String name, double limit, double measured) {
    return new Goal(name + " >= " + number(limit), measured, measured >= limit);
  }

  /** {@return a goal with an upper limit} */
  public static Goal atMost(String name, double limit, double measured) {
    return new Goal(name + " <= " + number(limit), measured, measured <= limit);
  }

  /** {@return the goal, the value, and whether the goal is met} */
  @Override
  public String toString() {
    return text + ": " + number(measured) + (met ? " met" : " MISSED");
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) || Math.abs(value) >= 100;
    return String.format(Locale.ROOT, whole ? "%.0f" : "%.2f", value);
  }
}
