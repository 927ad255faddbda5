package io.keyfold.benchmarks.refresh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of the refresh benchmark.
 *
 * @param home root of the checkout
 * @param credentials number of credentials
 * @param callers concurrent callers of each
 * @param delays time that the provider takes to respond; one round each
 * @param url base URL of a running Keyfold; null starts a standalone
 * @param key an API key of it with all scopes
 * @param thisMachine host name by which it reaches this machine
 */
public record RefreshOptions(
  Path home,
  int credentials,
  int callers,
  List<Duration> delays,
  @Nullable String url,
  @Nullable String key,
  String thisMachine
) {
  /** Validates the options. */
  public RefreshOptions {
    delays = List.copyOf(delays);
    if (credentials < 1 || callers < 1 || delays.isEmpty() || delays.stream().anyMatch(Duration::isNegative)) {
      throw new IllegalArgumentException("--credentials and --callers must be at least 1, --delays at least 0");
    }
    if ((url == null) != (key == null)) {
      throw new IllegalArgumentException("--url and --key belong together");
    }
  }
}
