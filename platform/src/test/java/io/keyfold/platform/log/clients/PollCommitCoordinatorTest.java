package io.keyfold.platform.log.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

/** A waiting caller needs one commit, and a backlog is committed once per poll. */
class PollCommitCoordinatorTest {

  private static final String TOPIC = "deployment.commands";

  private final PollCommitCoordinator coordinator = new PollCommitCoordinator(Duration.ZERO);
  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();

  @Test
  void theLastRecordOfAPollRequestsTheCommit() {
    coordinator.polled(context.applicationId(), polled(Map.of(0, List.of(7L, 8L, 9L))));

    assertThat(requestsCommit(0, 7)).isFalse();
    assertThat(requestsCommit(0, 8)).isFalse();
    assertThat(requestsCommit(0, 9)).isTrue();
  }

  @Test
  void thePollIsCommittedAfterTheLastOfItsPartitions() {
    coordinator.polled(context.applicationId(), polled(Map.of(0, List.of(7L), 1, List.of(1L, 2L))));

    assertThat(requestsCommit(0, 7)).isFalse();
    assertThat(requestsCommit(1, 1)).isFalse();
    assertThat(requestsCommit(1, 2)).isTrue();
  }

  @Test
  void resultsOfAnyRecordAreCommittedWithItsPoll() {
    coordinator.polled(context.applicationId(), polled(Map.of(0, List.of(7L, 8L), 1, List.of(1L))));

    assertThat(requestsCommit(0, 7, CommitUrgency.READER)).isFalse();
    assertThat(requestsCommit(0, 8, CommitUrgency.NONE)).isFalse();
    assertThat(requestsCommit(1, 1, CommitUrgency.NONE)).isTrue();
  }

  @Test
  void actionsRunAfterTheCommitOfTheirThreadAndNotAfterAnAbort() throws InterruptedException {
    List<String> ran = new ArrayList<>();
    coordinator.afterCommit(() -> ran.add("first"));
    Thread other = new Thread(() -> coordinator.committed());
    other.start();
    other.join();
    assertThat(ran).isEmpty();

    coordinator.committed();
    coordinator.committed();
    assertThat(ran).containsExactly("first");

    coordinator.afterCommit(() -> ran.add("second"));
    coordinator.aborted();
    coordinator.committed();
    assertThat(ran).containsExactly("first");
  }

  @Test
  void recordsWithoutResultsRequestNoCommit() {
    coordinator.polled(context.applicationId(), polled(Map.of(0, List.of(7L))));

    assertThat(requestsCommit(0, 7, CommitUrgency.NONE)).isFalse();
  }

  @Test
  void aRevokedPartitionDoesNotDelayTheCommit() {
    coordinator.polled(context.applicationId(), polled(Map.of(0, List.of(7L), 1, List.of(1L, 2L))));
    coordinator.assigned(context.applicationId(), Set.of(new TopicPartition(TOPIC, 0)));

    assertThat(requestsCommit(0, 7)).isTrue();
  }

  @Test
  void aPollLingersIfNoCallerWaits() {
    PolledBatch batch = new PolledBatch(Duration.ofHours(1));
    assertThat(batch.pause(System.nanoTime())).as("nothing polled yet").isZero();

    batch.polled(polled(Map.of(0, List.of(7L))));
    batch.processed(new TopicPartition(TOPIC, 0), 7, CommitUrgency.READER);
    assertThat(batch.pause(System.nanoTime())).isPositive();
    assertThat(batch.pause(System.nanoTime() + Duration.ofHours(2).toNanos()))
      .as("linger elapsed")
      .isZero();

    batch.polled(polled(Map.of(0, List.of(8L))));
    batch.processed(new TopicPartition(TOPIC, 0), 8, CommitUrgency.CALLER);
    assertThat(batch.pause(System.nanoTime())).as("a caller waits").isZero();
  }

  @Test
  void overlappingPollsAreCommittedTogether() {
    coordinator.polled(context.applicationId(), polled(Map.of(0, List.of(7L))));
    coordinator.polled(context.applicationId(), polled(Map.of(0, List.of(8L))));

    assertThat(requestsCommit(0, 7)).isFalse();
    assertThat(requestsCommit(0, 8)).isTrue();
  }

  @Test
  void applicationsAreIndependent() {
    coordinator.polled(context.applicationId(), polled(Map.of(0, List.of(7L))));
    coordinator.polled("another", polled(Map.of(0, List.of(7L, 8L))));

    assertThat(requestsCommit(0, 7)).isTrue();
  }

  @Test
  void aRecordOfAnUnreportedPollCountsAsTheLast() {
    assertThat(requestsCommit(0, 7)).isTrue();
  }

  private boolean requestsCommit(int partition, long offset) {
    return requestsCommit(partition, offset, CommitUrgency.CALLER);
  }

  private boolean requestsCommit(int partition, long offset, CommitUrgency urgency) {
    context.resetCommit();
    context.setRecordMetadata(TOPIC, partition, offset);
    coordinator.processed(context, urgency);
    return context.committed();
  }

  private static ConsumerRecords<byte[], byte[]> polled(Map<Integer, List<Long>> offsets) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
    offsets.forEach((partition, partitionOffsets) ->
      records.put(
        new TopicPartition(TOPIC, partition),
        partitionOffsets
          .stream()
          .map(offset -> new ConsumerRecord<>(TOPIC, partition, offset, new byte[0], new byte[0]))
          .toList()
      )
    );
    return new ConsumerRecords<>(records, Map.of());
  }
}
