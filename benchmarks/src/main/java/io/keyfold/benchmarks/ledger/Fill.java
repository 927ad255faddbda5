package io.keyfold.benchmarks.ledger;

import io.keyfold.benchmarks.process.ChildJava;
import io.keyfold.benchmarks.report.Goal;
import io.keyfold.benchmarks.report.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What {@link FillMain} printed.
 *
 * @param values values by name
 */
record Fill(Map<String, String> values) {
  private static final double MAX_BYTES_PER_CALL = 60;

  /**
   * {@return a fill of a folder, in a process of its own}
   *
   * @param mode {@code whole} or {@code split}
   */
  static Fill run(Path folder, String tenant, long calls, String mode) throws IOException, InterruptedException {
    List<String> arguments = List.of(folder.toString(), tenant, Long.toString(calls), mode);
    Process process = ChildJava.startAsInImage(FillMain.class.getName(), arguments, Map.of());
    Map<String, String> values = parse(process.inputReader(StandardCharsets.UTF_8).readAllLines());
    if (process.waitFor() != 0) {
      throw new IllegalStateException("filling a store failed; see its messages above");
    }
    return new Fill(values);
  }

  /** {@return the values of lines of a name and a value; other lines are ignored} */
  static Map<String, String> parse(List<String> lines) {
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return Map.copyOf(values);
  }

  String text(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  private double number(String name) {
    return Double.parseDouble(text(name));
  }

  /** Prints the rate of appending. */
  void printRate(String name, Table table) {
    table.line(
      name,
      "%,.0f records/s, %.1f microseconds of CPU each".formatted(
        number("records") / number("seconds"),
        (number("cpu") * 1e6) / number("records")
      )
    );
  }

  /** Prints the size of the file, and the time to open it. */
  void printFile(String name, Table table) {
    double bytes = (number("bytes") - number("free")) / number("calls");
    table.line(
      name,
      "%,.0f MB, %,.0f MB of them free, %.1f bytes a call".formatted(
        number("bytes") / 1e6,
        number("free") / 1e6,
        bytes
      ),
      Goal.atMost("bytes", MAX_BYTES_PER_CALL, bytes)
    );
    table.line("opened, " + name, "%.0f ms, the fastest of several in this process".formatted(number("open")));
  }
}
