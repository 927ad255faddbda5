package io.keyfold.chaos.fault;

import io.keyfold.chaos.ledger.Timeline;
import io.keyfold.chaos.load.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the impact of a fault with its limits. */
final class LimitCheck {

  /** Shorter gaps are caused by the think time of the load. */
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);

  private LimitCheck() {}

  static List<String> violations(
    Limits limits,
    Timeline.Gap write,
    Duration recovery,
    Timeline.Gap read,
    Load load,
    long from,
    long to
  ) {
    List<String> violations = new ArrayList<>();
    if (write.length().compareTo(SHORTEST_PAUSE) > 0 && recovery.compareTo(limits.writeRecovery()) > 0) {
      violations.add("writes recovered after " + seconds(recovery) + ", limit " + seconds(limits.writeRecovery()));
    }
    if (read.length().compareTo(limits.readPause()) > 0) {
      violations.add("reads paused for " + seconds(read.length()) + ", limit " + seconds(limits.readPause()));
    }
    Map<String, Long> readFailures = load.reads().failures(from, to);
    if (limits.refusals() == Limits.Refusals.FORBIDDEN && !readFailures.isEmpty()) {
      violations.add("resolutions failed: " + readFailures);
    }
    if (limits.refusals() == Limits.Refusals.EXPECTED && readFailures.isEmpty()) {
      violations.add("no resolution failed: the fault was not effective");
    }
    if (!limits.failures() && !load.writes().failures(from, to).isEmpty()) {
      violations.add("writes failed: " + load.writes().failures(from, to));
    }
    return violations;
  }

  private static String seconds(Duration time) {
    return String.format("%.1f s", time.toMillis() / 1_000.0);
  }
}
