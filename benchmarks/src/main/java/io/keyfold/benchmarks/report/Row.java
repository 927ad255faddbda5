package io.keyfold.benchmarks.report;

import java.util.List;

/**
 * The result of one operation under one load.
 *
 * @param name name of the operation
 * @param connections number of concurrent operations
 * @param result the result
 * @param cpu CPU time used
 * @param ratio ratio to the reference; empty without one
 * @param goals the operation's goals
 */
public record Row(String name, int connections, Result result, CpuTime cpu, String ratio, List<Goal> goals) {
  /** Copies the goals. */
  public Row {
    goals = List.copyOf(goals);
  }

  /** {@return a row without a reference and without goals} */
  public static Row of(String name, int connections, Result result, CpuTime cpu) {
    return new Row(name, connections, result, cpu, "", List.of());
  }

  /** {@return the same with its throughput relative to a reference} */
  public Row relativeTo(Row reference) {
    String text = Table.number(throughputRatio(reference), 2) + " of " + reference.name();
    return new Row(name, connections, result, cpu, text, goals);
  }

  /** {@return the same with its median relative to a reference} */
  public Row medianRelativeTo(Row reference) {
    String text = Table.number(medianRatio(reference), 2) + " x p50 of " + reference.name();
    return new Row(name, connections, result, cpu, text, goals);
  }

  /** {@return the same with its 99th percentile relative to a reference} */
  public Row p99RelativeTo(Row reference) {
    String text = Table.number(result.p99() / reference.result.p99(), 2) + " x p99 of " + reference.name();
    return new Row(name, connections, result, cpu, text, goals);
  }

  /** {@return the same with these goals} */
  public Row withGoals(List<Goal> newGoals) {
    return new Row(name, connections, result, cpu, ratio, newGoals);
  }

  /** {@return its throughput divided by the reference's} */
  public double throughputRatio(Row reference) {
    return result.perSecond() / reference.result.perSecond();
  }

  /** {@return its median divided by the reference's} */
  public double medianRatio(Row reference) {
    return result.p50() / reference.result.p50();
  }
}
