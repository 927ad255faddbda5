package io.keyfold.platform.vault;

import io.keyfold.platform.start.OperatorError;
import java.nio.file.Path;

/** The keyset file cannot be used, so the process must not start. The message is one line for the operator. */
public final class KeysetUnusable extends RuntimeException implements OperatorError {

  private static final long serialVersionUID = 1L;

  KeysetUnusable(Path file, String why) {
    super("the keyset file " + file + " " + why);
  }
}
