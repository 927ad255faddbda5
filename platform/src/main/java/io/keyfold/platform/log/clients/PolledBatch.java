package io.keyfold.platform.log.clients;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The polled and uncommitted records of one application. Thread-safe: a replacement thread takes it over from a dead
 * one.
 */
final class PolledBatch {

  private final long linger;
  /** The last polled offset of each partition that is not fully processed. */
  private final Map<TopicPartition, Long> open = new HashMap<>();
  /** Positions of the consumer after its last poll, and those up to which everything is processed. */
  private Map<TopicPartition, Long> positions = Map.of();
  private Map<TopicPartition, Long> processed = Map.of();
  private boolean commitNeeded;
  private boolean callerWaits = true;
  private long polledAt;

  PolledBatch(Duration linger) {
    this.linger = linger.toNanos();
  }

  /**
   * The decision after a processed record.
   *
   * @param last whether it was the last polled record of its partition
   * @param commit whether to request a commit
   */
  record CommitDecision(boolean last, boolean commit) {}

  /** {@return how long the next poll must wait} */
  synchronized Duration pause(long now) {
    long left = callerWaits ? 0 : linger - (now - polledAt);
    return Duration.ofNanos(Math.max(0, left));
  }

  /** Drops revoked partitions: their records will not be processed here. */
  synchronized void assigned(Collection<TopicPartition> partitions) {
    open.keySet().retainAll(partitions);
  }

  /** Called with at least one record, because an empty poll starts no linger. */
  synchronized void polled(ConsumerRecords<?, ?> records) {
    for (TopicPartition partition : records.partitions()) {
      open.put(partition, records.records(partition).getLast().offset());
    }
    callerWaits = false;
    polledAt = System.nanoTime();
  }

  /** Called after each poll, also an empty one. */
  synchronized void positions(Map<TopicPartition, Long> after) {
    positions = Map.copyOf(after);
  }

  /** Called before each poll: what the polls before have returned is processed unless it is still open. */
  synchronized void settle() {
    if (open.isEmpty()) {
      processed = positions;
    }
  }

  /** {@return the offset below which all records of the partition are processed; -1 if unknown} */
  synchronized long processedUpTo(TopicPartition partition) {
    return processed.getOrDefault(partition, -1L);
  }

  synchronized CommitDecision processed(TopicPartition partition, long offset, CommitUrgency urgency) {
    callerWaits |= urgency == CommitUrgency.CALLER;
    commitNeeded |= urgency != CommitUrgency.NONE;
    Long end = open.get(partition);
    boolean last = end == null || offset >= end;
    if (last) {
      open.remove(partition);
    }
    boolean commit = commitNeeded && open.isEmpty();
    if (commit) {
      commitNeeded = false;
    }
    return new CommitDecision(last, commit);
  }
}
