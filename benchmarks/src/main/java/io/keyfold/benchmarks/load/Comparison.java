package io.keyfold.benchmarks.load;

import io.keyfold.benchmarks.report.Goal;
import io.keyfold.benchmarks.report.Row;
import io.keyfold.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;

/** The acts at one number of connections, each beside its limit, with what is aimed at. */
final class Comparison {

  private static final double RESOLVE_TO_EMPTY = 0.6;
  private static final int RESOLVE_P99_AT = 16;
  private static final double RESOLVE_P99 = 15;
  private static final double CREATE_P50_TO_APPEND = 2;
  private static final int CREATE_RATE_AT = 64;
  private static final double CREATE_RATE = 2_500;

  private Comparison() {}

  static void print(Operations acts, int connections, int times, Table table) throws Exception {
    Row empty = acts.empty(connections, times);
    table.print(empty);
    table.print(acts.ping(connections, times).against(empty));
    Row resolve = acts.resolve(connections, times).against(empty);
    table.print(resolve.with(resolveGoals(resolve, empty)));
    Row direct = acts.direct(connections, times);
    table.print(direct);
    table.print(acts.call(connections, times).against(direct));
    Row append = acts.append(connections, times);
    table.print(append);
    Row write = acts.write(connections, times);
    table.print(connections == 1 ? write.medianAgainst(append) : write.against(append));
    Row create = acts.create(connections, times);
    Row beside = connections == 1 ? create.medianAgainst(write) : create.against(write);
    table.print(beside.with(createGoals(create, append)));
  }

  static List<Goal> resolveGoals(Row resolve, Row empty) {
    List<Goal> goals = new ArrayList<>();
    goals.add(Goal.atLeast("ratio", RESOLVE_TO_EMPTY, resolve.throughputTo(empty)));
    if (resolve.connections() == RESOLVE_P99_AT) {
      goals.add(Goal.atMost("p99 ms", RESOLVE_P99, resolve.result().p99()));
    }
    return goals;
  }

  static List<Goal> createGoals(Row create, Row append) {
    List<Goal> goals = new ArrayList<>();
    if (create.connections() == 1) {
      goals.add(Goal.atMost("p50 of append", CREATE_P50_TO_APPEND, create.medianTo(append)));
    }
    if (create.connections() == CREATE_RATE_AT) {
      goals.add(Goal.atLeast("per s", CREATE_RATE, create.result().perSecond()));
    }
    return goals;
  }
}
