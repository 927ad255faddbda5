package io.keyfold.schema;

import org.apache.avro.specific.SpecificRecord;

/** A command: what a caller asks for, with its envelope. Every record on a commands topic is one. */
public interface Command extends SpecificRecord {
  /** {@return the envelope: who asks, for which object, under which idempotency key} */
  CommandMeta getMeta();
}
