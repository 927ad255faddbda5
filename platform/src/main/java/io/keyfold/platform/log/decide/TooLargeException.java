package io.keyfold.platform.log.decide;

/** What would follow from a command is larger than {@link io.keyfold.platform.topic.RecordSizes#DECIDED}. */
final class TooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooLargeException() {
    super("a record would be too large");
  }
}
