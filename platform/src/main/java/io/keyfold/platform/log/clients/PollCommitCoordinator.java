package io.keyfold.platform.log.clients;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Makes one transaction of all that one poll brought, and commits it at once.
 *
 * <p>Kafka Streams commits by the clock. An interval short enough for whoever waits for an answer is shorter than a record takes
 * on a machine that is busy: then each record becomes a transaction of its own, each costs more than the record, and the
 * backlog never ends. So the last record of a poll asks for the commit: one command alone is committed as soon as it is
 * decided, and a backlog in as few transactions as it was polled in. A commit is of all tasks of a stream thread, so that the
 * partitions of a poll wait for each other; asked for by each, it would be one transaction for each of them.
 *
 * <p>Where no caller waits, as behind events and records of use, the next poll waits until some have gathered. A
 * transaction costs the brokers the same for one record as for a hundred. Thread-safe.
 */
public final class PollCommitCoordinator {

  private final Duration linger;
  private final Map<String, PolledBatch> batches = new ConcurrentHashMap<>();

  /**
   * Of all applications of a service.
   *
   * @param linger how long after a poll that brought something the next one is made, where no caller waits
   */
  public PollCommitCoordinator(Duration linger) {
    this.linger = linger;
  }

  /** {@return how long the application has to wait before it polls again} */
  public Duration pause(String application) {
    return of(application).pause(System.nanoTime());
  }

  /** Told by whoever polls: of what the application had before, these partitions alone are still its own. */
  public void assigned(String application, Collection<TopicPartition> partitions) {
    of(application).assigned(partitions);
  }

  /** Told by whoever polls: the application has these, one at least. */
  public void polled(String application, ConsumerRecords<?, ?> records) {
    of(application).polled(records);
  }

  /**
   * Called when a record was processed: asks for a commit if the application has polled none behind it, and somebody waits for one
   * of them. Where nobody tells what is polled, each record may be the last.
   *
   * @param waiting for what follows from this record
   * @return whether none is polled behind it in its partition; what is still forwarded for this record is part of the commit
   */
  public boolean processed(ProcessingContext context, CommitUrgency waiting) {
    return context
      .recordMetadata()
      .map(record -> {
        PolledBatch.CommitDecision step = of(context.applicationId()).processed(
          new TopicPartition(record.topic(), record.partition()),
          record.offset(),
          waiting
        );
        if (step.commit()) {
          context.commit();
        }
        return step.last();
      })
      .orElse(false);
  }

  private PolledBatch of(String application) {
    return batches.computeIfAbsent(application, any -> new PolledBatch(linger));
  }
}
