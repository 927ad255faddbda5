package io.keyfold.session.spool;

import org.apache.avro.specific.SpecificRecord;

/** Gives a record its form on a topic. Schemas that were used before need no registry. */
@FunctionalInterface
public interface SpoolWire {
  /** {@return the record's value in wire format} */
  byte[] encode(String topic, SpecificRecord record);
}
