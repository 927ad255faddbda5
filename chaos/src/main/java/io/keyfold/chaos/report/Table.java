package io.keyfold.chaos.report;

import io.keyfold.chaos.check.Problem;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints results as a table. */
public final class Table {

  private static final int MAX_REMARKS = 12;
  private static final List<String> HEADER = List.of(
    "fault",
    "writes",
    "unknown",
    "lost",
    "duplicated",
    "usage",
    "metered",
    "views",
    "write pause",
    "recovery",
    "read pause",
    "read failures",
    "result"
  );

  private Table() {}

  /** Prints the results. */
  public static void print(List<Result> results, PrintStream out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    results.forEach(result -> rows.add(row(result)));
    int[] widths = new int[HEADER.size()];
    rows.forEach(row -> {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    });
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String pad = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
      }
      out.println(line.toString().stripTrailing());
    }
    results.forEach(result -> remarks(result, out));
  }

  private static void remarks(Result result, PrintStream out) {
    List<String> remarks = result.remarks();
    remarks
      .stream()
      .limit(MAX_REMARKS)
      .forEach(remark -> out.println("  " + result.fault() + ": " + remark));
    if (remarks.size() > MAX_REMARKS) {
      out.println("  " + result.fault() + ": and " + (remarks.size() - MAX_REMARKS) + " more");
    }
    if (!result.passed()) {
      out.println(
        "  " +
          result.fault() +
          ": the longest pauses began at " +
          result.times().writePauseAt() +
          " (writes) and " +
          result.times().readPauseAt() +
          " (reads)"
      );
    }
    if (!result.writeFailures().isEmpty()) {
      out.println("  " + result.fault() + ": writes failed and retried: " + sorted(result.writeFailures()));
    }
    if (!result.readFailures().isEmpty()) {
      out.println("  " + result.fault() + ": resolutions failed: " + sorted(result.readFailures()));
    }
  }

  private static Map<String, Long> sorted(Map<String, Long> counts) {
    return new TreeMap<>(counts);
  }

  private static List<String> row(Result result) {
    return List.of(
      result.fault(),
      Long.toString(result.counts().writes()),
      Long.toString(result.counts().unknownWrites()),
      Long.toString(result.count(Problem.Kind.LOST) + result.count(Problem.Kind.ANOMALY)),
      Long.toString(result.count(Problem.Kind.DUPLICATE) + result.count(Problem.Kind.LOG)),
      result.count(Problem.Kind.USAGE) == 0 ? "equal" : "DIFFERS",
      Long.toString(result.counts().meteredRequests()),
      result.count(Problem.Kind.VIEWS) == 0 ? "equal" : "DIFFER",
      seconds(result.times().writePause()),
      seconds(result.times().writeRecovery()),
      seconds(result.times().readPause()),
      Long.toString(result.readFailures().values().stream().mapToLong(Long::longValue).sum()),
      result.passed() ? "ok" : "FAILED"
    );
  }

  private static String seconds(Duration time) {
    return String.format("%.1f s", time.toMillis() / 1_000.0);
  }
}
