package io.keyfold.schema;

import org.apache.avro.specific.SpecificRecord;

/** A command with its envelope. Every record on a commands topic is one. */
public interface Command extends SpecificRecord {
  /** {@return the envelope: actor, object and idempotency key} */
  CommandMeta getMeta();
}
