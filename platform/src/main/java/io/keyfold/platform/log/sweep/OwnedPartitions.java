package io.keyfold.platform.log.sweep;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.api.Processor;

/**
 * The partitions of one topic whose tasks this instance runs. Kafka assigns each partition to one instance. During a
 * rebalance, two instances may believe that they own a partition, so what an owner does must be decided by the log.
 * Thread-safe.
 */
public final class OwnedPartitions {

  /** Number of tasks per partition: while a thread is replaced, its task may exist twice. */
  private final Map<Integer, Integer> tasks = new ConcurrentHashMap<>();

  /** {@return a processor that does the same, and owns its partition from its initialisation until it is closed} */
  public <I, J, K, V> Processor<I, J, K, V> tracking(Processor<I, J, K, V> processor) {
    return new OwningProcessor<>(processor, this);
  }

  /** {@return whether this instance runs the task of the partition} */
  public boolean owns(int partition) {
    return tasks.containsKey(partition);
  }

  void acquired(int partition) {
    tasks.merge(partition, 1, Integer::sum);
  }

  void released(int partition) {
    tasks.computeIfPresent(partition, (key, count) -> count == 1 ? null : count - 1);
  }
}
