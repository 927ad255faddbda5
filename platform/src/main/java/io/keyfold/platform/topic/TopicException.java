package io.keyfold.platform.topic;

import io.keyfold.platform.start.OperatorError;
import org.jspecify.annotations.Nullable;

/** The topics are not as they have to be, so the service does not start. The message is for the operator. */
public final class TopicException extends RuntimeException implements OperatorError {

  private static final long serialVersionUID = 1L;

  TopicException(String message) {
    super(message);
  }

  TopicException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
