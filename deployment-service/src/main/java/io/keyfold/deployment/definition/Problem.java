package io.keyfold.deployment.definition;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.FieldError;
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

  /**
   * Rejects a request with problems; returns if there are none.
   *
   * @throws ApiException with each problem and its field
   */
  public static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw ApiException.invalid(
        problems
          .stream()
          .map(problem -> new FieldError("invalid", problem.message(), problem.path()))
          .toList()
      );
    }
  }

  static Problem at(String message, String... path) {
    return new Problem(message, List.of(path));
  }
}
