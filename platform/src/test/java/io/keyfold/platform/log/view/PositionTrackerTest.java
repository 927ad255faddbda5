package io.keyfold.platform.log.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PositionTrackerTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private final PositionTracker tracker = new PositionTracker();

  @Test
  void aReachedPositionCompletesAtOnce() {
    tracker.advance(PARTITION, 7);
    assertThat(tracker.reached(PARTITION, 7).toFuture()).isCompleted();
  }

  @Test
  @Tag("promise-3")
  void aWaitCompletesWhenItsPositionIsReached() {
    CompletableFuture<?> wait = tracker.reached(PARTITION, 7).toFuture();
    tracker.advance(PARTITION, 6);
    assertThat(wait).isNotCompleted();
    tracker.advance(PARTITION, 9);
    assertThat(wait).isCompleted();
  }

  @Test
  void aPositionNeverDecreases() {
    tracker.advance(PARTITION, 7);
    tracker.advance(PARTITION, 3);
    assertThat(tracker.positions("t")).containsEntry(PARTITION, 7L);
  }

  @Test
  @Tag("promise-3")
  void aRestartResetsPositionsAndKeepsWaits() {
    tracker.advance(PARTITION, 7);
    CompletableFuture<?> wait = tracker.reached(PARTITION, 9).toFuture();

    tracker.restart();
    assertThat(tracker.positions("t")).containsEntry(PARTITION, 0L);
    assertThat(tracker.reached(PARTITION, 7).toFuture()).isNotCompleted();

    tracker.advance(PARTITION, 9);
    assertThat(wait).isCompleted();
  }

  @Test
  void aTrackedPartitionCountsBeforeItsFirstRecord() {
    tracker.track(PARTITION);
    assertThat(tracker.partitionsOf("t")).isEqualTo(1);
    assertThat(tracker.positions("t")).containsEntry(PARTITION, 0L);
  }

  @Test
  void partitionsAreCountedByTopic() {
    tracker.advance(PARTITION, 0);
    tracker.advance(new TopicPartition("t", 1), 0);
    tracker.advance(new TopicPartition("other", 0), 0);
    assertThat(tracker.partitionsOf("t")).isEqualTo(2);
  }
}
