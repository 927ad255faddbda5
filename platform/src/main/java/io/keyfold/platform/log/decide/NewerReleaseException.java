package io.keyfold.platform.log.decide;

import org.apache.kafka.streams.errors.StreamsException;

/**
 * A newer release was here: its commands, its events or its state say what this build does not understand. Deciding on a part
 * of what is known, or following it, would lose the rest, so this instance leaves its tasks to the newer ones.
 */
public final class NewerReleaseException extends StreamsException {

  private static final long serialVersionUID = 1L;

  /** Says what is not understood; no content. */
  public NewerReleaseException(String message) {
    super(message);
  }
}
