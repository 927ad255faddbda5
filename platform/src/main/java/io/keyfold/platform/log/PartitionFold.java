package io.keyfold.platform.log;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Computes how a record changes a view if that depends on its partition, within which alone records are in order;
 * {@link RecordFold} is the variant if it does not. Pure and idempotent as well.
 */
@FunctionalInterface
public interface PartitionFold {
  /**
   * {@return the changes of the record}
   *
   * @param partition the record's partition
   * @param key the record's key
   * @param value the record; null is a tombstone
   * @param state the state folded so far
   */
  List<Change> apply(int partition, String key, @Nullable SpecificRecord value, State state);
}
