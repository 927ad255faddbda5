package io.keyfold.benchmarks.load;

import io.keyfold.benchmarks.report.Goal;
import io.keyfold.benchmarks.report.Row;
import io.keyfold.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;

/** Prints each operation at one number of connections, with its reference and its goals. */
final class Comparison {

  private static final double MIN_RESOLVE_RATIO = 0.6;
  private static final int RESOLVE_P99_CONNECTIONS = 16;
  private static final double MAX_RESOLVE_P99_MS = 15;
  private static final double MAX_CREATE_P50_RATIO = 2;
  private static final int CREATE_RATE_CONNECTIONS = 64;
  private static final double MIN_CREATE_RATE = 2_500;

  private final Operations operations;
  private final LoadOptions options;
  private final Table table;

  Comparison(Operations operations, LoadOptions options, Table table) {
    this.operations = operations;
    this.options = options;
    this.table = table;
  }

  void print(int connections) throws Exception {
    int times = options.operationsAt(connections);
    if (options.groups().contains(OperationGroup.RESOLVE)) {
      resolve(connections, times);
    }
    if (options.groups().contains(OperationGroup.TOOL_CALL)) {
      Row direct = operations.direct(connections, times);
      table.print(direct);
      table.print(operations.call(connections, times).relativeTo(direct));
    }
    if (options.groups().contains(OperationGroup.CREATE)) {
      create(connections, times);
    }
  }

  private void resolve(int connections, int times) throws Exception {
    Row empty = operations.empty(connections, times);
    table.print(empty);
    table.print(operations.ping(connections, times).relativeTo(empty));
    Row resolve = operations.resolve(connections, times).relativeTo(empty);
    table.print(resolve.withGoals(resolveGoals(resolve, empty)));
  }

  private void create(int connections, int times) throws Exception {
    Row append = operations.append(connections, times);
    table.print(append);
    Row write = operations.write(connections, times);
    table.print(connections == 1 ? write.medianRelativeTo(append) : write.relativeTo(append));
    Row create = operations.create(connections, times);
    Row compared = connections == 1 ? create.medianRelativeTo(write) : create.relativeTo(write);
    table.print(compared.withGoals(createGoals(create, append)));
  }

  static List<Goal> resolveGoals(Row resolve, Row empty) {
    List<Goal> goals = new ArrayList<>();
    goals.add(Goal.atLeast("ratio", MIN_RESOLVE_RATIO, resolve.throughputRatio(empty)));
    if (resolve.connections() == RESOLVE_P99_CONNECTIONS) {
      goals.add(Goal.atMost("p99 ms", MAX_RESOLVE_P99_MS, resolve.result().p99()));
    }
    return goals;
  }

  static List<Goal> createGoals(Row create, Row append) {
    List<Goal> goals = new ArrayList<>();
    if (create.connections() == 1) {
      goals.add(Goal.atMost("p50 of append", MAX_CREATE_P50_RATIO, create.medianRatio(append)));
    }
    if (create.connections() == CREATE_RATE_CONNECTIONS) {
      goals.add(Goal.atLeast("per s", MIN_CREATE_RATE, create.result().perSecond()));
    }
    return goals;
  }
}
