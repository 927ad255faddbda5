package io.keyfold.platform.error;

import java.util.List;

/**
 * What was wrong with one field of a request. Never holds the value that was sent: it may be a secret.
 *
 * @param code what kind of mistake, e.g. {@code required}, {@code type}, {@code too_long}, {@code unknown_value}
 * @param message the mistake and the fix
 * @param path the field, from the body's root; array positions as decimal text
 */
public record FieldError(String code, String message, List<String> path) {
  /** Copies the path. */
  public FieldError {
    path = List.copyOf(path);
  }
}
