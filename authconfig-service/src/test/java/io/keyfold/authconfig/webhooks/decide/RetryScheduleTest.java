package io.keyfold.authconfig.webhooks.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.webhooks.model.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = START.plus(Duration.ofHours(24));

  @Test
  void followsTheDelaysOfTheSpecificationAndEndsWith24Hours() {
    List<Duration> delays = new ArrayList<>();
    Instant now = START;
    for (int attempts = 0; attempts < RetrySchedule.MAX_ATTEMPTS - 1; attempts++) {
      Instant next = next("whd_1", attempts, now, null).orElseThrow();
      delays.add(Duration.between(now, next));
      now = next;
    }
    assertThat(now).isEqualTo(END);
    assertThat(next("whd_1", RetrySchedule.MAX_ATTEMPTS - 1, now, null)).isEmpty();
    List<Duration> planned = List.of(
      Duration.ofSeconds(5),
      Duration.ofMinutes(5),
      Duration.ofMinutes(30),
      Duration.ofHours(2),
      Duration.ofHours(5),
      Duration.ofHours(10)
    );
    for (int i = 0; i < planned.size(); i++) {
      assertThat(delays.get(i)).isBetween(planned.get(i), planned.get(i).plus(planned.get(i).dividedBy(5)));
    }
  }

  /** Whatever the receiver does and however long the calls take. */
  @Property
  void everyRoundEnds(
    @ForAll @IntRange(max = 1_000_000) int id,
    @ForAll @Size(min = 10, max = 10) List<@IntRange(max = 100_000) Integer> callSeconds,
    @ForAll @Size(min = 10, max = 10) List<@IntRange(min = -1, max = 200_000) Integer> retryAfter
  ) {
    String delivery = "whd_" + id;
    Instant due = START;
    Instant last = START;
    int attempts = 0;
    Optional<Instant> next = Optional.of(START);
    while (next.isPresent()) {
      due = next.get();
      assertThat(due).isBetween(last, END);
      Instant now = due.plusSeconds(callSeconds.get(attempts));
      int seconds = retryAfter.get(attempts);
      Instant asked = seconds < 0 ? null : now.plusSeconds(seconds);
      next = next(delivery, attempts, now, asked);
      assertThat(next).isEqualTo(next(delivery, attempts, now, asked));
      if (next.isPresent() && asked != null && asked.isBefore(END)) {
        assertThat(next.get()).isAfterOrEqualTo(asked);
      }
      last = now;
      attempts++;
    }
    assertThat(attempts).isBetween(1, RetrySchedule.MAX_ATTEMPTS);
    // Attempts end early only when no time remains, or after the last planned one.
    assertThat(attempts == RetrySchedule.MAX_ATTEMPTS || !last.isBefore(END)).isTrue();
  }

  @Property
  void retriesOfDifferentDeliveriesAreSpread(@ForAll @IntRange(max = 1_000_000) int first) {
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      times.add(next("whd_" + first + "-" + i, 1, START, null).orElseThrow());
    }
    assertThat(times.stream().distinct().count()).isGreaterThan(40);
  }

  private static Optional<Instant> next(String id, int attempts, Instant now, @Nullable Instant retryAt) {
    return RetrySchedule.next(id, new Delivery.Round(START, attempts, START), now, retryAt);
  }
}
