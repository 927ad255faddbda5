package io.keyfold.deployment.definition;

import io.keyfold.deployment.provider.CallLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Validates limits of calls beyond their JSON Schema. */
public final class LimitChecks {

  private LimitChecks() {}

  /** {@return the problems of the limits; empty if there are none} */
  public static List<Problem> check(@Nullable CallLimits limits) {
    if (limits == null || limits.callTimeoutSeconds() == null || limits.longestCallSeconds() == null) {
      return List.of();
    }
    return limits.longestCallSeconds() >= limits.callTimeoutSeconds()
      ? List.of()
      : List.of(Problem.at("must be at least call_timeout_seconds", "limits", "longest_call_seconds"));
  }
}
