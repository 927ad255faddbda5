package io.keyfold.authconfig.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** An open refresh is an orphan only once its record cannot be received here any more. */
@Tag("promise-2")
class OrphansTest {

  private static final TopicPartition PARTITION = new TopicPartition("authconfig.tokens", 0);

  private final Map<TopicPartition, Long> processed = new HashMap<>();
  private final Attempt attempt = Refreshes.attempt("pac_1", 0, 0);
  private Mono<Map<TopicPartition, Long>> ends = Mono.just(Map.of(PARTITION, 100L));
  private long now;
  private final Orphans orphans = new Orphans(
    partitions -> ends,
    partition -> processed.getOrDefault(partition, -1L),
    () -> now
  );

  @Test
  void aRefreshWhoseRecordMayStillArriveIsNoOrphan() {
    assertThat(run()).isFalse();
    now += Duration.ofMinutes(10).toNanos();
    assertThat(run()).as("position unknown").isFalse();
    processed.put(PARTITION, 99L);
    assertThat(run()).as("a record is to come").isFalse();
    processed.put(PARTITION, 100L);
    assertThat(run()).isTrue();
  }

  @Test
  void theFirstOwnerHasTimeToNoticeThatItIsNone() {
    processed.put(PARTITION, 100L);
    assertThat(run()).isFalse();
    now += Duration.ofMillis(1_999).toNanos();
    assertThat(run()).isFalse();
    now += Duration.ofMillis(1).toNanos();
    assertThat(run()).isTrue();
  }

  @Test
  void whileTheLogDoesNotAnswerNothingIsAnOrphan() {
    processed.put(PARTITION, 100L);
    ends = Mono.error(new TimeoutException());
    assertThat(run()).isFalse();
    now += Duration.ofMinutes(1).toNanos();
    assertThat(run()).isFalse();
    ends = Mono.just(Map.of(PARTITION, 100L));
    assertThat(run()).as("asked now").isFalse();
    assertThat(run()).isTrue();
  }

  @Test
  void aRefreshThatWasNotOpenInBetweenIsNew() {
    processed.put(PARTITION, 100L);
    assertThat(run()).isFalse();
    orphans.runEnded();
    now += Duration.ofMinutes(1).toNanos();
    assertThat(run()).isFalse();
  }

  private boolean run() {
    boolean orphan = orphans.isOrphan(attempt.id(), attempt.grant(), 1);
    orphans.runEnded();
    return orphan;
  }
}
