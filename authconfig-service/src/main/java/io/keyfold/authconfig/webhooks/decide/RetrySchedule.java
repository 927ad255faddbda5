package io.keyfold.authconfig.webhooks.decide;

import io.keyfold.authconfig.webhooks.model.Delivery;
import io.keyfold.platform.id.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a failed delivery is attempted again. The delays are those that the Standard Webhooks specification recommends,
 * cut off after 24 hours, when the last attempt takes place. Pure: the jitter is derived from the delivery's id.
 */
final class RetrySchedule {

  /** Duration of a round of attempts. */
  static final Duration ROUND = Duration.ofHours(24);

  /** Jitter lengthens a delay by at most this fraction. */
  static final double MAX_JITTER = 0.2;

  private static final List<Duration> DELAYS = List.of(
    Duration.ofSeconds(5),
    Duration.ofMinutes(5),
    Duration.ofMinutes(30),
    Duration.ofHours(2),
    Duration.ofHours(5),
    Duration.ofHours(10)
  );

  /** Maximum number of attempts in a round: the first one, one after each delay, and the one at its end. */
  static final int MAX_ATTEMPTS = DELAYS.size() + 2;

  private RetrySchedule() {}

  /**
   * {@return the time of the next attempt; empty if there is none}
   *
   * @param round the round, before the failed attempt is counted
   * @param now when the attempt failed
   * @param retryAt earliest time that the receiver asked for; at most the end of the round is respected
   */
  static Optional<Instant> next(String deliveryId, Delivery.Round round, Instant now, @Nullable Instant retryAt) {
    Instant end = round.startedAt().plus(ROUND);
    if (!now.isBefore(end) || round.attempts() + 1 >= MAX_ATTEMPTS) {
      return Optional.empty();
    }
    Instant planned = round.attempts() < DELAYS.size() ? now.plus(delay(deliveryId, round.attempts())) : end;
    Instant next = retryAt != null && retryAt.isAfter(planned) ? retryAt : planned;
    return Optional.of(next.isAfter(end) ? end : next);
  }

  private static Duration delay(String deliveryId, int failures) {
    Duration base = DELAYS.get(failures);
    byte[] hash = Sha256.of((deliveryId + "/" + failures).getBytes(StandardCharsets.UTF_8));
    double fraction = ((hash[0] & 0xff) * 256 + (hash[1] & 0xff)) / 65_536.0;
    return base.plusMillis(Math.round(base.toMillis() * MAX_JITTER * fraction));
  }
}
