package io.keyfold.platform.log.clients;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Makes one transaction of all that one poll brought of a partition, and commits it at once.
 *
 * <p>Kafka Streams commits by the clock. An interval short enough for whoever waits for an answer is shorter than a record takes
 * on a machine that is busy: then each record becomes a transaction of its own, each costs more than the record, and the
 * backlog never ends. So the last record of a poll asks for the commit: one command alone is committed as soon as it is
 * decided, and a backlog in as few transactions as it was polled in. Thread-safe.
 */
public final class Batches {

  private final Map<At, Long> ends = new ConcurrentHashMap<>();

  /** Two applications may read one topic, each at its own pace. */
  private record At(String application, TopicPartition partition) {}

  /** Told by whoever polls: the application has these. */
  public void polled(String application, ConsumerRecords<?, ?> records) {
    for (TopicPartition partition : records.partitions()) {
      ends.put(new At(application, partition), records.records(partition).getLast().offset());
    }
  }

  /**
   * Called when a record was processed: asks for a commit if the application has polled none behind it. Where nobody tells what is
   * polled, each record may be the last.
   *
   * @return whether it asked; what is still forwarded for this record is part of that commit
   */
  public boolean processed(ProcessingContext context) {
    boolean last = context
      .recordMetadata()
      .filter(record -> isLast(context.applicationId(), record))
      .isPresent();
    if (last) {
      context.commit();
    }
    return last;
  }

  private boolean isLast(String application, RecordMetadata record) {
    Long end = ends.get(new At(application, new TopicPartition(record.topic(), record.partition())));
    return end == null || record.offset() >= end;
  }
}
