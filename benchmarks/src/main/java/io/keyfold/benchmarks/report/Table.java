package io.keyfold.benchmarks.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints rows as they come, and at the end the goals. */
public final class Table {

  private static final String FORMAT = "%-40s%6s%10s%9s%9s%9s%9s%9s  %-36s%s%n";

  private final List<Aim> aims = new ArrayList<>();
  private final PrintStream out;

  private record Aim(String of, Goal goal) {}

  /** Prints there. */
  public Table(PrintStream out) {
    this.out = out;
  }

  /** Prints the names of the columns. */
  public void head() {
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
    if (result.refused() > 0) {
      goals.add(Goal.atMost("refused", 0, (double) result.refused()));
    }
    goals.forEach(goal -> aims.add(new Aim(row.what() + ", " + row.connections(), goal)));
    out.printf(
      Locale.ROOT,
      FORMAT,
      row.what(),
      row.connections(),
      number(result.perSecond(), 0),
      number(result.p50(), 2),
      number(result.p99(), 2),
      number(result.p999(), 2),
      number(row.cpu().serverPer(result.acts()), 3),
      number(row.cpu().ownPer(result.acts()), 3),
      row.ratio(),
      goals.stream().map(Goal::toString).collect(Collectors.joining("; "))
    );
  }

  /** Prints a line of its own. */
  public void line(String what, String text) {
    out.printf(Locale.ROOT, "%-40s%s%n", what, text);
  }

  /** Prints a line of its own with a goal. */
  public void line(String what, String text, Goal goal) {
    aims.add(new Aim(what, goal));
    out.printf(Locale.ROOT, "%-40s%-70s%s%n", what, text, goal);
  }

  /** Prints how many goals are met, and which are not. */
  public void summary() {
    List<Aim> missed = aims
      .stream()
      .filter(aim -> !aim.goal().met())
      .toList();
    out.printf(Locale.ROOT, "%d of %d goals met%n", aims.size() - missed.size(), aims.size());
    missed.forEach(aim -> out.println("  " + aim.of() + ": " + aim.goal()));
  }

  /** {@return the number with so many digits after the point; a dash for what was not measured} */
  public static String number(double value, int digits) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
