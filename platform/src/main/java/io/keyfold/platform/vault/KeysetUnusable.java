package io.keyfold.platform.vault;

import java.nio.file.Path;

/** The keyset file cannot be used, so the process must not start. The message is one line for the operator. */
public final class KeysetUnusable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeysetUnusable(Path file, String why) {
    super("the keyset file " + file + " " + why);
  }
}
