package io.keyfold.benchmarks.kafka;

import io.keyfold.benchmarks.report.Result;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what Kafka's performance tests print. */
final class PerfOutput {

  private static final Pattern PRODUCED = Pattern.compile(
    "(\\d+) records sent, ([\\d.]+) records/sec .* (\\d+) ms 50th, \\d+ ms 95th, (\\d+) ms 99th, (\\d+) ms 99.9th.*"
  );
  private static final String RECORDS = "data.consumed.in.nMsg";
  private static final String PER_SECOND = "fetch.nMsg.sec";

  private PerfOutput() {}

  /** {@return the total that the producer test ends with} */
  static Result ofProducer(List<String> lines) {
    Matcher total = lines
      .stream()
      .map(PRODUCED::matcher)
      .filter(Matcher::matches)
      .reduce((before, last) -> last)
      .orElseThrow(() -> unreadable(lines));
    return new Result(
      Long.parseLong(total.group(1)),
      0,
      Double.parseDouble(total.group(2)),
      Double.parseDouble(total.group(3)),
      Double.parseDouble(total.group(4)),
      Double.parseDouble(total.group(5))
    );
  }

  /** {@return the consumer test's one line, without the time that joining its group took; it knows no latency} */
  static Result ofConsumer(List<String> lines) {
    int head = 0;
    while (head < lines.size() && !lines.get(head).contains(RECORDS)) {
      head++;
    }
    if (head + 1 >= lines.size()) {
      throw unreadable(lines);
    }
    List<String> names = columns(lines.get(head));
    List<String> values = columns(lines.get(head + 1));
    return new Result(
      (long) Double.parseDouble(values.get(names.indexOf(RECORDS))),
      0,
      Double.parseDouble(values.get(names.indexOf(PER_SECOND))),
      Double.NaN,
      Double.NaN,
      Double.NaN
    );
  }

  private static List<String> columns(String line) {
    return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
  }

  private static IllegalStateException unreadable(List<String> lines) {
    return new IllegalStateException("Kafka's performance test tells no figures: " + String.join("\n", lines));
  }
}
