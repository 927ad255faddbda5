package io.keyfold.benchmarks.report;

import java.util.List;

/**
 * One act under one load.
 *
 * @param what the act
 * @param connections how many of it are under way at a time
 * @param result how it went
 * @param cpu what it cost
 * @param ratio its ratio to a limit; empty for a limit itself
 * @param goals what is aimed at
 */
public record Row(String what, int connections, Result result, CpuTime cpu, String ratio, List<Goal> goals) {
  /** Copies the goals. */
  public Row {
    goals = List.copyOf(goals);
  }

  /** {@return a row without a limit and without a goal} */
  public static Row of(String what, int connections, Result result, CpuTime cpu) {
    return new Row(what, connections, result, cpu, "", List.of());
  }

  /** {@return the same with its throughput held against a limit's} */
  public Row against(Row limit) {
    String text = Table.number(throughputTo(limit), 2) + " of " + limit.what();
    return new Row(what, connections, result, cpu, text, goals);
  }

  /** {@return the same with its median held against a limit's} */
  public Row medianAgainst(Row limit) {
    String text = Table.number(medianTo(limit), 2) + " x p50 of " + limit.what();
    return new Row(what, connections, result, cpu, text, goals);
  }

  /** {@return the same with these goals} */
  public Row with(List<Goal> more) {
    return new Row(what, connections, result, cpu, ratio, more);
  }

  /** {@return its throughput divided by the limit's} */
  public double throughputTo(Row limit) {
    return result.perSecond() / limit.result.perSecond();
  }

  /** {@return its median divided by the limit's} */
  public double medianTo(Row limit) {
    return result.p50() / limit.result.p50();
  }
}
