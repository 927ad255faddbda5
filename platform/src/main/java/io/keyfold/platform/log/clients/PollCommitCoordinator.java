package io.keyfold.platform.log.clients;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Commits the results of each poll as one transaction, as soon as its last record is processed.
 *
 * <p>Kafka Streams commits at a fixed interval. An interval that is short enough for urgency callers can be shorter
 * than the processing of one record on a busy machine. Each record would then become a transaction of its own, and the
 * backlog would never shrink. With a commit per poll, a single command is committed at once, and a backlog needs only
 * one transaction per poll. A commit covers all tasks of a stream thread. It is therefore requested once per poll, not
 * once per partition.
 *
 * <p>For records that no caller waits for, such as events and usage records, the next poll lingers so that more records
 * arrive. A transaction costs the brokers the same for one record as for a hundred. Thread-safe.
 */
public final class PollCommitCoordinator {

  private final Duration linger;
  private final Map<String, PolledBatch> batches = new ConcurrentHashMap<>();

  /**
   * Creates the coordinator of all applications of a service.
   *
   * @param linger minimum time between a poll that returned records and the next one, if no caller waits
   */
  public PollCommitCoordinator(Duration linger) {
    this.linger = linger;
  }

  /** {@return how long the application must wait before its next poll} */
  public Duration pause(String application) {
    return of(application).pause(System.nanoTime());
  }

  /** Called after a poll: drops the state of partitions that are no longer assigned to the application. */
  public void assigned(String application, Collection<TopicPartition> partitions) {
    of(application).assigned(partitions);
  }

  /** Called after a poll that returned at least one record. */
  public void polled(String application, ConsumerRecords<?, ?> records) {
    of(application).polled(records);
  }

  /**
   * Called after a record was processed. Requests a commit if it was the last record of the poll and at least one of
   * the poll's records needs one. If polls are not reported, each record counts as the last.
   *
   * @param urgency how urgently the results of this record must be committed
   * @return whether it was the last polled record of its partition; records that are forwarded after this call are
   *     still part of the commit
   */
  public boolean processed(ProcessingContext context, CommitUrgency urgency) {
    return context
      .recordMetadata()
      .map(record -> {
        PolledBatch.CommitDecision decision = of(context.applicationId()).processed(
          new TopicPartition(record.topic(), record.partition()),
          record.offset(),
          urgency
        );
        if (decision.commit()) {
          context.commit();
        }
        return decision.last();
      })
      .orElse(false);
  }

  private PolledBatch of(String application) {
    return batches.computeIfAbsent(application, name -> new PolledBatch(linger));
  }
}
