package io.keyfold.deployment.definition;

import java.util.List;

/**
 * What is wrong with a definition beyond its shape.
 *
 * @param message the mistake and the fix
 * @param path the field; array positions as decimal text
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
