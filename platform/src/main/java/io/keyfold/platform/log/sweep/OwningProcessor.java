package io.keyfold.platform.log.sweep;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Reports the lifetime of a task to {@link OwnedPartitions}. Used by the task's thread only. */
final class OwningProcessor<I, J, K, V> implements Processor<I, J, K, V> {

  private final Processor<I, J, K, V> delegate;
  private final OwnedPartitions partitions;
  private @Nullable Integer owned;

  OwningProcessor(Processor<I, J, K, V> delegate, OwnedPartitions partitions) {
    this.delegate = delegate;
    this.partitions = partitions;
  }

  @Override
  public void init(ProcessorContext<K, V> context) {
    delegate.init(context);
    int partition = context.taskId().partition();
    partitions.acquired(partition);
    owned = partition;
  }

  @Override
  public void process(Record<I, J> record) {
    delegate.process(record);
  }

  @Override
  public void close() {
    Integer partition = owned;
    if (partition != null) {
      owned = null;
      partitions.released(partition);
    }
    delegate.close();
  }
}
