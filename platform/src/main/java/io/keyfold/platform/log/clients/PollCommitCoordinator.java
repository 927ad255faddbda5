package io.keyfold.platform.log.clients;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private final Set<String> tracked = ConcurrentHashMap.newKeySet();

  /** Actions by stream thread. A transaction covers all tasks of a thread. */
  private final Map<Thread, List<Runnable>> uncommitted = new ConcurrentHashMap<>();

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

  /** Tracks from now on how far the application has processed its partitions, for {@link #processedUpTo}. */
  public void track(String application) {
    tracked.add(application);
  }

  /** {@return whether the application's positions are wanted} */
  boolean tracks(String application) {
    return tracked.contains(application);
  }

  /** Called before each poll of a tracked application. */
  void settle(String application) {
    of(application).settle();
  }

  /** Called after each poll of a tracked application, with the consumer's positions. */
  void positions(String application, Map<TopicPartition, Long> positions) {
    of(application).positions(positions);
  }

  /**
   * {@return the offset below which this instance has processed all records of the partition that it was to process; -1 if
   * unknown} Counts transaction markers, so it reaches the partition's end offset.
   */
  public long processedUpTo(String application, TopicPartition partition) {
    return of(application).processedUpTo(partition);
  }

  /**
   * Runs the action once the transaction with the current record's offset is committed, on the calling stream thread.
   * Kafka then never delivers the record again. If the transaction is aborted, the action is dropped and the record is
   * delivered again, perhaps to another instance. Must not block or throw.
   */
  public void afterCommit(Runnable action) {
    uncommitted.keySet().removeIf(thread -> !thread.isAlive());
    uncommitted.computeIfAbsent(Thread.currentThread(), thread -> new ArrayList<>()).add(action);
  }

  /** Called by a stream thread after it committed a transaction. */
  void committed() {
    List<Runnable> actions = uncommitted.remove(Thread.currentThread());
    if (actions != null) {
      actions.forEach(Runnable::run);
    }
  }

  /** Called by a stream thread whose transaction is aborted. */
  void aborted() {
    uncommitted.remove(Thread.currentThread());
  }

  private PolledBatch of(String application) {
    return batches.computeIfAbsent(application, name -> new PolledBatch(linger));
  }
}
