package io.keyfold.standalone;

/** Why the process cannot start, in one line for the person at the terminal. */
public final class StartFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong and, if that is known, how to mend it. */
  public StartFailure(String line) {
    super(line.lines().findFirst().orElse("unknown"), null, false, false);
  }

  /** Says what is wrong and keeps the cause for the log. */
  public StartFailure(String line, Throwable cause) {
    super(line.lines().findFirst().orElse("unknown"), cause);
  }
}
