package io.keyfold.chaos.check;

/**
 * A broken guarantee.
 *
 * @param kind which guarantee
 * @param text what was observed, and at which instance
 */
public record Problem(Kind kind, String text) {
  /** The guarantees that can be broken. */
  public enum Kind {
    /** An acknowledged write is missing. */
    LOST,
    /** A write or a call took effect more than once. */
    DUPLICATE,
    /** A response contradicts earlier responses. */
    ANOMALY,
    /** A usage total differs from what callers counted. */
    USAGE,
    /** The views of two instances differ. */
    VIEWS,
    /** The log contains a duplicate. */
    LOG,
  }
}
