package io.keyfold.session.spool;

import org.apache.avro.specific.SpecificRecord;

/** Encodes records for a topic. Schemas that were used before do not need the registry. */
@FunctionalInterface
public interface SpoolWire {
  /** {@return the record's value in wire format} */
  byte[] encode(String topic, SpecificRecord record);
}
