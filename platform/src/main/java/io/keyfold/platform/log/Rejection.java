package io.keyfold.platform.log;

import io.keyfold.platform.error.ErrorCode;
import java.util.List;

/**
 * Why a command has no effect, in the terms of the API.
 *
 * @param code the error code
 * @param message what was wrong and how to mend it; never a secret
 * @param path the request field that was wrong; empty if it was no single field
 */
public record Rejection(ErrorCode code, String message, List<String> path) {
  /** Copies the path. */
  public Rejection {
    path = List.copyOf(path);
  }

  /** {@return a rejection that blames no single field} */
  public static Rejection of(ErrorCode code, String message) {
    return new Rejection(code, message, List.of());
  }
}
