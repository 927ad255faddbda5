package io.keyfold.chaos.report;

import io.keyfold.chaos.check.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The impact of a fault.
 *
 * @param fault the fault's name
 * @param writeFailures failed writes during the fault, by status and code; each was retried
 * @param readFailures failed resolutions during the fault, by status and code
 * @param problems broken guarantees
 * @param limitViolations limits that were exceeded
 */
public record Result(
  String fault,
  Counts counts,
  Times times,
  Map<String, Long> writeFailures,
  Map<String, Long> readFailures,
  List<Problem> problems,
  List<String> limitViolations
) {
  /** Copies the collections. */
  public Result {
    writeFailures = Map.copyOf(writeFailures);
    readFailures = Map.copyOf(readFailures);
    problems = List.copyOf(problems);
    limitViolations = List.copyOf(limitViolations);
  }

  /**
   * Numbers of requests.
   *
   * @param writes acknowledged writes
   * @param unknownWrites writes whose outcome stayed unknown
   * @param meteredRequests metered requests that succeeded
   * @param unknownMeteredRequests metered requests of unknown outcome
   */
  public record Counts(long writes, long unknownWrites, long meteredRequests, long unknownMeteredRequests) {}

  /**
   * Durations.
   *
   * @param writePause the longest time in which no write of one tenant to one service succeeded
   * @param writePauseAt when it began
   * @param writeRecovery time until writes succeeded again, from the begin of the pause or from the end of an outage
   * @param readPause the longest time in which no resolution succeeded
   * @param readPauseAt when it began
   * @param slowestRead the slowest resolution that succeeded
   */
  public record Times(
    Duration writePause,
    Instant writePauseAt,
    Duration writeRecovery,
    Duration readPause,
    Instant readPauseAt,
    Duration slowestRead
  ) {}

  /** {@return the number of problems of a kind} */
  public long count(Problem.Kind kind) {
    return problems
      .stream()
      .filter(problem -> problem.kind() == kind)
      .count();
  }

  /** {@return whether no guarantee was broken and no limit exceeded} */
  public boolean passed() {
    return problems.isEmpty() && limitViolations.isEmpty();
  }

  /** {@return the violations in words} */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(limitViolations);
    problems.forEach(problem -> remarks.add(problem.kind() + ": " + problem.text()));
    return remarks;
  }
}
