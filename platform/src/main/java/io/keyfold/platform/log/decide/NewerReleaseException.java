package io.keyfold.platform.log.decide;

import org.apache.kafka.streams.errors.StreamsException;

/**
 * Thrown when a command, an event or the state was written by a newer release and this one cannot read all of it.
 * Processing it partly would lose data, so this instance leaves its tasks to instances of the newer release.
 */
public final class NewerReleaseException extends StreamsException {

  private static final long serialVersionUID = 1L;

  /** Names what cannot be read, without its content. */
  public NewerReleaseException(String message) {
    super(message);
  }
}
