package io.keyfold.chaos.check;

/**
 * Something that must not be.
 *
 * @param kind which promise it breaks
 * @param text what was seen where
 */
public record Problem(Kind kind, String text) {
  /** What can go wrong. */
  public enum Kind {
    /** What was acknowledged is not there. */
    LOST,
    /** It is there more than once. */
    TWICE,
    /** Somebody was told what cannot be. */
    STRANGE,
    /** A total is not what callers counted. */
    USAGE,
    /** Two instances hold different things. */
    VIEWS,
    /** The log holds what it must not. */
    LOG,
  }
}
