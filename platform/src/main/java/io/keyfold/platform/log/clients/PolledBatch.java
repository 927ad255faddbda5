package io.keyfold.platform.log.clients;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** What one application has polled and not yet committed. Thread-safe: a thread that died leaves it to the next. */
final class PolledBatch {

  private final long linger;
  /** The last offset of each partition that is not processed yet. */
  private final Map<TopicPartition, Long> open = new HashMap<>();
  private boolean wanted;
  private boolean caller = true;
  private long since;

  PolledBatch(Duration linger) {
    this.linger = linger.toNanos();
  }

  /**
   * What a processed record was.
   *
   * @param last none of its partition is polled behind it
   * @param commit a commit is due
   */
  record CommitDecision(boolean last, boolean commit) {}

  /** {@return how long the next poll has to wait} */
  synchronized Duration pause(long now) {
    long left = caller ? 0 : linger - (now - since);
    return Duration.ofNanos(Math.max(0, left));
  }

  /** Forgets what was taken away before it was processed: nobody would ever wait for the end of it. */
  synchronized void assigned(Collection<TopicPartition> partitions) {
    open.keySet().retainAll(partitions);
  }

  /** There is one at least: a poll that brought nothing is none to gather after. */
  synchronized void polled(ConsumerRecords<?, ?> records) {
    for (TopicPartition partition : records.partitions()) {
      open.put(partition, records.records(partition).getLast().offset());
    }
    caller = false;
    since = System.nanoTime();
  }

  synchronized CommitDecision processed(TopicPartition partition, long offset, CommitUrgency waiting) {
    caller |= waiting == CommitUrgency.CALLER;
    wanted |= waiting != CommitUrgency.NOBODY;
    Long end = open.get(partition);
    boolean last = end == null || offset >= end;
    if (last) {
      open.remove(partition);
    }
    boolean commit = wanted && open.isEmpty();
    if (commit) {
      wanted = false;
    }
    return new CommitDecision(last, commit);
  }
}
