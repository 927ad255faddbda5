package io.keyfold.chaos.fault;

import io.keyfold.chaos.ledger.Timeline;
import io.keyfold.chaos.load.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares what a fault cost with its limits. */
final class Verdict {

  /** A gap as short as this is the pace of the load, not a pause. */
  private static final Duration PACE = Duration.ofSeconds(2);

  private Verdict() {}

  static List<String> of(
    Limits limits,
    Timeline.Gap write,
    Duration back,
    Timeline.Gap read,
    Load load,
    long from,
    long to
  ) {
    List<String> beyond = new ArrayList<>();
    if (write.length().compareTo(PACE) > 0 && back.compareTo(limits.writesBack()) > 0) {
      beyond.add("writes back after " + seconds(back) + ", limit " + seconds(limits.writesBack()));
    }
    if (read.length().compareTo(limits.readPause()) > 0) {
      beyond.add("reads paused for " + seconds(read.length()) + ", limit " + seconds(limits.readPause()));
    }
    Map<String, Long> refused = load.reads().failures(from, to);
    if (limits.refusals() == Limits.Refusals.FORBIDDEN && !refused.isEmpty()) {
      beyond.add("resolutions refused: " + refused);
    }
    if (limits.refusals() == Limits.Refusals.EXPECTED && refused.isEmpty()) {
      beyond.add("no resolution was refused: the fault did not happen");
    }
    if (!limits.failures() && !load.writes().failures(from, to).isEmpty()) {
      beyond.add("writes failed: " + load.writes().failures(from, to));
    }
    return beyond;
  }

  private static String seconds(Duration time) {
    return String.format("%.1f s", time.toMillis() / 1_000.0);
  }
}
