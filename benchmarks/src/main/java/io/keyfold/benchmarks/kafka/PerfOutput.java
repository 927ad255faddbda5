package io.keyfold.benchmarks.kafka;

import io.keyfold.benchmarks.report.Result;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the output of Kafka's performance tests. */
final class PerfOutput {

  private static final Pattern PRODUCER_TOTAL = Pattern.compile(
    "(\\d+) records sent, ([\\d.]+) records/sec .* (\\d+) ms 50th, \\d+ ms 95th, (\\d+) ms 99th, (\\d+) ms 99.9th.*"
  );
  private static final String RECORDS = "data.consumed.in.nMsg";
  private static final String PER_SECOND = "fetch.nMsg.sec";

  private PerfOutput() {}

  /** {@return the total of the producer test, from its last line} */
  static Result ofProducer(List<String> lines) {
    Matcher total = lines
      .stream()
      .map(PRODUCER_TOTAL::matcher)
      .filter(Matcher::matches)
      .reduce((before, last) -> last)
      .orElseThrow(() -> parseError(lines));
    return new Result(
      Long.parseLong(total.group(1)),
      0,
      Double.parseDouble(total.group(2)),
      Double.parseDouble(total.group(3)),
      Double.parseDouble(total.group(4)),
      Double.parseDouble(total.group(5))
    );
  }

  /** {@return the result of the consumer test, without the time of joining its group and without latencies} */
  static Result ofConsumer(List<String> lines) {
    int head = 0;
    while (head < lines.size() && !lines.get(head).contains(RECORDS)) {
      head++;
    }
    if (head + 1 >= lines.size()) {
      throw parseError(lines);
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

  private static IllegalStateException parseError(List<String> lines) {
    return new IllegalStateException(
      "cannot parse the output of Kafka's performance test: " + String.join("\n", lines)
    );
  }
}
