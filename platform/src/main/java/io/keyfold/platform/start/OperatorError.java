package io.keyfold.platform.start;

/** An error whose message is a single line that tells the operator what to do. */
public interface OperatorError {
  /** {@return the message} */
  String getMessage();
}
