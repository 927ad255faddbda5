package io.keyfold.platform.start;

/** An error whose message is one line for the operator and says what to do. */
public interface OperatorError {
  /** {@return the line} */
  String getMessage();
}
