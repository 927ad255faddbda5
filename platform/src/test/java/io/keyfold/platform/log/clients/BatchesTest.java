package io.keyfold.platform.log.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

/** Who is asked for an answer waits for one commit, and a backlog is committed as one. */
class BatchesTest {

  private static final String TOPIC = "deployment.commands";

  private final Batches batches = new Batches();
  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();

  @Test
  void theLastRecordOfAPollAsksForTheCommit() {
    batches.polled(context.applicationId(), polled(Map.of(0, List.of(7L, 8L, 9L))));

    assertThat(asksForCommit(0, 7)).isFalse();
    assertThat(asksForCommit(0, 8)).isFalse();
    assertThat(asksForCommit(0, 9)).isTrue();
  }

  @Test
  void whatIsPolledBeforeTheFirstIsDoneIsCommittedWithIt() {
    batches.polled(context.applicationId(), polled(Map.of(0, List.of(7L))));
    batches.polled(context.applicationId(), polled(Map.of(0, List.of(8L))));

    assertThat(asksForCommit(0, 7)).isFalse();
    assertThat(asksForCommit(0, 8)).isTrue();
  }

  @Test
  void partitionsDoNotWaitForEachOther() {
    batches.polled(context.applicationId(), polled(Map.of(0, List.of(7L), 1, List.of(1L, 2L))));

    assertThat(asksForCommit(0, 7)).isTrue();
    assertThat(asksForCommit(1, 1)).isFalse();
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
    context.resetCommit();
    context.setRecordMetadata(TOPIC, partition, offset);
    batches.processed(context);
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
