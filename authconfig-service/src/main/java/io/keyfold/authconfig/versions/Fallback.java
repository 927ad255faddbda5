package io.keyfold.authconfig.versions;

import java.time.Duration;
import java.time.Instant;

/**
 * The last report that the provider refused the current version and the previous one was used.
 *
 * @param refused the refused version
 * @param used the version that was used
 * @param at time of the report
 */
public record Fallback(long refused, long used, Instant at) {
  /** Shortest time between two reports about one version. */
  public static final Duration INTERVAL = Duration.ofMinutes(15);
}
