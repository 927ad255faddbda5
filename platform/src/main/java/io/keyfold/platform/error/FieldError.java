package io.keyfold.platform.error;

import java.util.List;

/**
 * An error of one request field. Never contains the sent value, which may be a secret.
 *
 * @param code the kind of error, e.g. {@code required}, {@code type}, {@code too_long}, {@code unknown_value}
 * @param message the error and its fix
 * @param path path of the field from the body's root; array indexes as decimal text
 */
public record FieldError(String code, String message, List<String> path) {
  /** Copies the path. */
  public FieldError {
    path = List.copyOf(path);
  }
}
