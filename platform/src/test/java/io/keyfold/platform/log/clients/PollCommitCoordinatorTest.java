package io.keyfold.platform.log.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

/** Who is asked for an answer waits for one commit, and a backlog is committed as one. */
class PollCommitCoordinatorTest {

  private static final String TOPIC = "deployment.commands";

  private final PollCommitCoordinator batches = new PollCommitCoordinator(Duration.ZERO);
  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();

  @Test
  void theLastRecordOfAPollAsksForTheCommit() {
    batches.polled(context.applicationId(), polled(Map.of(0, List.of(7L, 8L, 9L))));

    assertThat(asksForCommit(0, 7)).isFalse();
    assertThat(asksForCommit(0, 8)).isFalse();
    assertThat(asksForCommit(0, 9)).isTrue();
  }

  @Test
  void ofSeveralPartitionsTheLastAsksForAll() {
    batches.polled(context.applicationId(), polled(Map.of(0, List.of(7L), 1, List.of(1L, 2L))));

    assertThat(asksForCommit(0, 7)).isFalse();
    assertThat(asksForCommit(1, 1)).isFalse();
    assertThat(asksForCommit(1, 2)).isTrue();
  }

  @Test
  void whatFollowsFromSomeRecordIsCommittedWithItsPoll() {
    batches.polled(context.applicationId(), polled(Map.of(0, List.of(7L, 8L), 1, List.of(1L))));

    assertThat(asksForCommit(0, 7, CommitUrgency.READER)).isFalse();
    assertThat(asksForCommit(0, 8, CommitUrgency.NOBODY)).isFalse();
    assertThat(asksForCommit(1, 1, CommitUrgency.NOBODY)).isTrue();
  }

  @Test
  void whereNothingFollowsNobodyAsks() {
    batches.polled(context.applicationId(), polled(Map.of(0, List.of(7L))));

    assertThat(asksForCommit(0, 7, CommitUrgency.NOBODY)).isFalse();
  }

  @Test
  void aPartitionThatIsTakenAwayHoldsNobodyUp() {
    batches.polled(context.applicationId(), polled(Map.of(0, List.of(7L), 1, List.of(1L, 2L))));
    batches.assigned(context.applicationId(), Set.of(new TopicPartition(TOPIC, 0)));

    assertThat(asksForCommit(0, 7)).isTrue();
  }

  @Test
  void aPollWaitsForMoreWhereNoCallerDoes() {
    PolledBatch batch = new PolledBatch(Duration.ofHours(1));
    assertThat(batch.pause(System.nanoTime())).as("nothing came yet").isZero();

    batch.polled(polled(Map.of(0, List.of(7L))));
    batch.processed(new TopicPartition(TOPIC, 0), 7, CommitUrgency.READER);
    assertThat(batch.pause(System.nanoTime())).isPositive();
    assertThat(batch.pause(System.nanoTime() + Duration.ofHours(2).toNanos()))
      .as("gathered")
      .isZero();

    batch.polled(polled(Map.of(0, List.of(8L))));
    batch.processed(new TopicPartition(TOPIC, 0), 8, CommitUrgency.CALLER);
    assertThat(batch.pause(System.nanoTime())).as("a caller waits").isZero();
  }

  @Test
  void whatIsPolledBeforeTheFirstIsDoneIsCommittedWithIt() {
    batches.polled(context.applicationId(), polled(Map.of(0, List.of(7L))));
    batches.polled(context.applicationId(), polled(Map.of(0, List.of(8L))));

    assertThat(asksForCommit(0, 7)).isFalse();
    assertThat(asksForCommit(0, 8)).isTrue();
  }

  @Test
  void anotherApplicationOnTheTopicHasItsOwnPace() {
    batches.polled(context.applicationId(), polled(Map.of(0, List.of(7L))));
    batches.polled("another", polled(Map.of(0, List.of(7L, 8L))));

    assertThat(asksForCommit(0, 7)).isTrue();
  }

  @Test
  void aRecordOfAnUnknownPollMayBeTheLast() {
    assertThat(asksForCommit(0, 7)).isTrue();
  }

  private boolean asksForCommit(int partition, long offset) {
    return asksForCommit(partition, offset, CommitUrgency.CALLER);
  }

  private boolean asksForCommit(int partition, long offset, CommitUrgency waiting) {
    context.resetCommit();
    context.setRecordMetadata(TOPIC, partition, offset);
    batches.processed(context, waiting);
    return context.committed();
  }

  private static ConsumerRecords<byte[], byte[]> polled(Map<Integer, List<Long>> offsets) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
    offsets.forEach((partition, these) ->
      records.put(
        new TopicPartition(TOPIC, partition),
        these
          .stream()
          .map(offset -> new ConsumerRecord<>(TOPIC, partition, offset, new byte[0], new byte[0]))
          .toList()
      )
    );
    return new ConsumerRecords<>(records, Map.of());
  }
}
