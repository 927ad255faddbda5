package io.keyfold.session.usage;

import java.time.Instant;

/** What a spool says when it ends in order, with nothing left: until it comes back, it holds nobody up. */
public final class SpoolShutdown {

  /** The watermark of a spool that signed off: no act will begin in it. */
  public static final Instant AT = Instant.parse("9999-01-01T00:00:00Z");

  private SpoolShutdown() {}
}
