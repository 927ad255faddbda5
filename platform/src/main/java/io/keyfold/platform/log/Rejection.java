package io.keyfold.platform.log;

import io.keyfold.platform.error.ErrorCode;
import java.util.List;

/**
 * Why a command was rejected, in the API's terms.
 *
 * @param code the error code
 * @param message what was wrong and how to fix it; never a secret
 * @param path the invalid request field; empty if there is no single one
 */
public record Rejection(ErrorCode code, String message, List<String> path) {
  /** Copies the path. */
  public Rejection {
    path = List.copyOf(path);
  }

  /** {@return a rejection without a field} */
  public static Rejection of(ErrorCode code, String message) {
    return new Rejection(code, message, List.of());
  }
}
