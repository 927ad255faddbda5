package io.keyfold.platform.log;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Computes how a record of any topic changes a view; {@link Fold} is the variant for events. Pure and idempotent as
 * well.
 */
@FunctionalInterface
public interface RecordFold extends PartitionFold {
  /**
   * {@return the changes of the record}
   *
   * @param key the record's key
   * @param value the record; null is a tombstone
   * @param state the state folded so far
   */
  List<Change> apply(String key, @Nullable SpecificRecord value, State state);

  @Override
  default List<Change> apply(int partition, String key, @Nullable SpecificRecord value, State state) {
    return apply(key, value, state);
  }
}
