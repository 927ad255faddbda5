package io.keyfold.platform.log;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** How any record of a topic changes a view; {@link Fold} is the one for events. Pure and safe to repeat, like it. */
@FunctionalInterface
public interface RecordFold {
  /**
   * {@return what the record changes}
   *
   * @param key the record's key
   * @param value the record; null is a tombstone
   * @param state what was folded before it
   */
  List<Change> apply(String key, @Nullable SpecificRecord value, State state);

  /**
   * As {@link #apply(String, SpecificRecord, State)}; what views call. For a fold that is safe to repeat only because it knows again what it has
   * folded: records come again after a crash, in order, onto a state that may have all of them.
   *
   * @param offset where the record is in its partition
   */
  default List<Change> apply(String key, @Nullable SpecificRecord value, State state, long offset) {
    return apply(key, value, state);
  }
}
