package io.keyfold.platform.log.decide;

/** Thrown when the result of a command exceeds {@link io.keyfold.platform.topic.RecordSizes#DECIDED}. */
final class TooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooLargeException() {
    super("a resulting record is too large");
  }
}
