package io.keyfold.schema;

import org.apache.avro.specific.SpecificRecord;

/** An event: what was decided, with its envelope. Every record on an events topic is one. */
public interface Event extends SpecificRecord {
  /** {@return the envelope: who, when, which object, at which version} */
  EventMeta getMeta();
}
