package io.keyfold.benchmarks.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The options of the load benchmark.
 *
 * @param home root of the checkout
 * @param operations operations of each kind at several connections; a fifth of it at one
 * @param warmUp operations of each kind before the measurements
 * @param rate usage records per second
 * @param seconds duration of the usage measurement
 * @param groups what is measured
 * @param connections numbers of connections, one after the other
 */
public record LoadOptions(
  Path home,
  int operations,
  int warmUp,
  int rate,
  int seconds,
  Set<OperationGroup> groups,
  List<Integer> connections
) {
  private static final int MIN_OPERATIONS = 100;

  /** Validates the options. */
  public LoadOptions {
    groups = Set.copyOf(groups);
    connections = List.copyOf(connections);
    if (operations < MIN_OPERATIONS || warmUp < MIN_OPERATIONS || rate < 1 || seconds < 1) {
      throw new IllegalArgumentException(
        "--acts and --warm-up must be at least " + MIN_OPERATIONS + ", --rate and --seconds at least 1"
      );
    }
    if (groups.isEmpty() || connections.isEmpty() || connections.stream().anyMatch(number -> number < 1)) {
      throw new IllegalArgumentException("--operations must name at least one, and --connections be at least 1");
    }
  }

  /** {@return the number of operations for a number of connections} */
  int operationsAt(int connections) {
    return connections == 1 ? Math.max(MIN_OPERATIONS, operations / 5) : operations;
  }
}
