package io.keyfold.platform.vault;

import io.keyfold.platform.start.OperatorError;
import java.nio.file.Path;

/** Thrown when the keyset file cannot be used, which stops the start. The message is one line for the operator. */
public final class KeysetUnusable extends RuntimeException implements OperatorError {

  private static final long serialVersionUID = 1L;

  KeysetUnusable(Path file, String why) {
    super("the keyset file " + file + " " + why);
  }
}
