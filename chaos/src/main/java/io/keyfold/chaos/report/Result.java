package io.keyfold.chaos.report;

import io.keyfold.chaos.check.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a fault cost.
 *
 * @param fault its name
 * @param writeFailures writes without success while it lasted, by what was answered; each was repeated
 * @param readFailures resolutions without success
 * @param problems promises that were broken
 * @param beyond limits that were passed
 */
public record Result(
  String fault,
  Counts counts,
  Times times,
  Map<String, Long> writeFailures,
  Map<String, Long> readFailures,
  List<Problem> problems,
  List<String> beyond
) {
  /** Copies. */
  public Result {
    writeFailures = Map.copyOf(writeFailures);
    readFailures = Map.copyOf(readFailures);
    problems = List.copyOf(problems);
    beyond = List.copyOf(beyond);
  }

  /**
   * How much was done.
   *
   * @param writes acknowledged
   * @param unknownWrites whose outcome nobody was told in the end
   * @param acts of use that were answered
   * @param unknownActs that were not
   */
  public record Counts(long writes, long unknownWrites, long acts, long unknownActs) {}

  /**
   * How long things took.
   *
   * @param writePause the longest time in which no write of some tenant succeeded
   * @param writePauseAt when it began, to look for it in the logs
   * @param writesBack until that was over, since its begin or, of an outage, since it was healed
   * @param readPause the longest time in which no resolution succeeded
   * @param readPauseAt when it began
   * @param slowestRead the slowest resolution that succeeded
   */
  public record Times(
    Duration writePause,
    Instant writePauseAt,
    Duration writesBack,
    Duration readPause,
    Instant readPauseAt,
    Duration slowestRead
  ) {}

  /** {@return how many problems of a kind there are} */
  public long count(Problem.Kind kind) {
    return problems
      .stream()
      .filter(problem -> problem.kind() == kind)
      .count();
  }

  /** {@return whether all promises and limits were kept} */
  public boolean passed() {
    return problems.isEmpty() && beyond.isEmpty();
  }

  /** {@return all that is to be said beside the figures} */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(beyond);
    problems.forEach(problem -> remarks.add(problem.kind() + ": " + problem.text()));
    return remarks;
  }
}
