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
}
