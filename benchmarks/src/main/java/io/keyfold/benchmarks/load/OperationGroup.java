package io.keyfold.benchmarks.load;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Operations that are measured together with their references. */
public enum OperationGroup {
  /** {@code GET /ping} and resolutions, with the empty endpoint. */
  RESOLVE("resolve"),
  /** Tool calls, with the same calls without Keyfold. */
  TOOL_CALL("tool-call"),
  /** Creates, with bare appends and writes. */
  CREATE("create"),
  /** Resolutions at a constant rate until they are counted, with Kafka's performance tests. */
  USAGE("usage");

  private final String option;

  OperationGroup(String option) {
    this.option = option;
  }

  /** {@return the group with this name on the command line} */
  public static OperationGroup of(String option) {
    return Arrays.stream(values())
      .filter(group -> group.option.equals(option))
      .findFirst()
      .orElseThrow(() ->
        new IllegalArgumentException(
          "--operations has no '" +
            option +
            "', only " +
            Arrays.stream(values())
              .map(group -> group.option)
              .collect(Collectors.joining(", "))
        )
      );
  }
}
