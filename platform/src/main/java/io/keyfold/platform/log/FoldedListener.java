package io.keyfold.platform.log;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Hears of each record that a view has folded, also of those that it reads again after a restart. */
@FunctionalInterface
public interface FoldedListener {
  /**
   * A record is in the view now.
   *
   * @param key the record's key
   * @param value the record; null is a tombstone
   * @param headers the record's headers
   */
  void folded(String key, @Nullable SpecificRecord value, Headers headers);
}
