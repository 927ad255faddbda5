package io.keyfold.benchmarks.relay;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The options of the relay benchmark.
 *
 * @param home root of the checkout
 * @param sessions number of sessions, each with all MCP servers
 * @param callers callers of the good servers, over all sessions
 * @param pause pause of these between their calls
 * @param slowCallers callers of the slow server, over all sessions
 * @param flappingCallers callers of the flapping server, over all sessions
 * @param slow time that the slow server takes for each response
 * @param rounds number of rounds of two phases each, without and with calls to the slow and the flapping server
 * @param phase duration of a phase
 */
public record RelayOptions(
  Path home,
  int sessions,
  int callers,
  Duration pause,
  int slowCallers,
  int flappingCallers,
  Duration slow,
  int rounds,
  Duration phase
) {
  /** Validates the options. */
  public RelayOptions {
    if (sessions < 1 || callers < 1 || slowCallers < 1 || flappingCallers < 1) {
      throw new IllegalArgumentException(
        "--sessions, --callers, --slow-callers and --flapping-callers must be at least 1"
      );
    }
    if (pause.isNegative() || slow.isNegative() || rounds < 1 || phase.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("--pause and --slow must be at least 0, --rounds and --seconds at least 1");
    }
  }
}
