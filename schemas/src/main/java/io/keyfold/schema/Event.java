package io.keyfold.schema;

import org.apache.avro.specific.SpecificRecord;

/** An event with its envelope. Every record on an events topic is one. */
public interface Event extends SpecificRecord {
  /** {@return the envelope: actor, time, object and version} */
  EventMeta getMeta();
}
