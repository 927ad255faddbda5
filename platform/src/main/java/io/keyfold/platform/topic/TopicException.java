package io.keyfold.platform.topic;

import io.keyfold.platform.start.OperatorError;
import org.jspecify.annotations.Nullable;

/** Thrown when topics are missing or unsafe, which stops the start. The message is for the operator. */
public final class TopicException extends RuntimeException implements OperatorError {

  private static final long serialVersionUID = 1L;

  TopicException(String message) {
    super(message);
  }

  TopicException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
