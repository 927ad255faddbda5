package io.keyfold.standalone;

/** Thrown when the process cannot start. The message is one line for the terminal. */
public final class StartFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates a failure with the problem and, if known, its solution. */
  public StartFailure(String line) {
    super(line.lines().findFirst().orElse("unknown"), null, false, false);
  }

  /** Creates a failure with a cause, which is logged. */
  public StartFailure(String line, Throwable cause) {
    super(line.lines().findFirst().orElse("unknown"), cause);
  }
}
