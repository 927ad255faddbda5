package io.keyfold.platform.completeness;

import java.time.Instant;

/**
 * The watermark that an empty spool publishes on orderly shutdown. Until the spool returns, it does not delay
 * completeness.
 */
public final class SpoolShutdown {

  /** The watermark of a spool that was shut down: no operation starts in it. */
  public static final Instant AT = Instant.parse("9999-01-01T00:00:00Z");

  private SpoolShutdown() {}
}
