package io.keyfold.benchmarks.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints rows as they are measured, and a summary of the goals. */
public final class Table {

  private static final String FORMAT = "%-40s%6s%10s%9s%9s%9s%9s%9s  %-36s%s%n";

  private final List<RowGoal> goalsByRow = new ArrayList<>();
  private final PrintStream out;

  private record RowGoal(String row, Goal goal) {}

  /** Creates a table that prints to a stream. */
  public Table(PrintStream out) {
    this.out = out;
  }

  /** Prints the column names. */
  public void header() {
    out.printf(
      Locale.ROOT,
      FORMAT,
      "",
      "conns",
      "per s",
      "p50 ms",
      "p99 ms",
      "p99.9",
      "cpu ms",
      "load ms",
      "ratio",
      "goal: measured"
    );
  }

  /** Prints one row. */
  public void print(Row row) {
    Result result = row.result();
    List<Goal> goals = new ArrayList<>(row.goals());
    if (result.failed() > 0) {
      goals.add(Goal.atMost("failed", 0, (double) result.failed()));
    }
    goals.forEach(goal -> goalsByRow.add(new RowGoal(row.name() + ", " + row.connections(), goal)));
    out.printf(
      Locale.ROOT,
      FORMAT,
      row.name(),
      row.connections(),
      number(result.perSecond(), 0),
      number(result.p50(), 2),
      number(result.p99(), 2),
      number(result.p999(), 2),
      number(row.cpu().serverMillisPer(result.operations()), 3),
      number(row.cpu().loadGeneratorMillisPer(result.operations()), 3),
      row.ratio(),
      goals.stream().map(Goal::toString).collect(Collectors.joining("; "))
    );
  }

  /** Prints a line outside of the columns. */
  public void line(String name, String text) {
    out.printf(Locale.ROOT, "%-40s%s%n", name, text);
  }

  /** Prints a line outside of the columns, with a goal. */
  public void line(String name, String text, Goal goal) {
    goalsByRow.add(new RowGoal(name, goal));
    out.printf(Locale.ROOT, "%-40s%-70s%s%n", name, text, goal);
  }

  /** Prints the number of goals that are met, and those that are missed. */
  public void summary() {
    List<RowGoal> missed = goalsByRow
      .stream()
      .filter(each -> !each.goal().met())
      .toList();
    out.printf(Locale.ROOT, "%d of %d goals met%n", goalsByRow.size() - missed.size(), goalsByRow.size());
    missed.forEach(each -> out.println("  " + each.row() + ": " + each.goal()));
  }

  /** {@return the number with fixed decimals; a dash for NaN} */
  public static String number(double value, int digits) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
