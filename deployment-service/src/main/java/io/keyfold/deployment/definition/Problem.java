package io.keyfold.deployment.definition;

import java.util.List;

/**
 * An error in a definition beyond its JSON Schema.
 *
 * @param message the error and its fix
 * @param path the field; array indexes as decimal text
 */
public record Problem(String message, List<String> path) {
  /** Copies the path. */
  public Problem {
    path = List.copyOf(path);
  }

  static Problem at(String message, String... path) {
    return new Problem(message, List.of(path));
  }
}
