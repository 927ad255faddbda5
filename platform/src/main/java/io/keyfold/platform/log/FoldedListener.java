package io.keyfold.platform.log;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Receives each record after a view has folded it, including records that are replayed after a restart. */
@FunctionalInterface
public interface FoldedListener {
  /**
   * Called when a record is in the view.
   *
   * @param key the record's key
   * @param value the record; null is a tombstone
   * @param headers the record's headers
   */
  void folded(String key, @Nullable SpecificRecord value, Headers headers);
}
