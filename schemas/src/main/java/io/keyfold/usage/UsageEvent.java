package io.keyfold.usage;

import org.apache.avro.specific.SpecificRecord;

/** The records that {@code usage.records} carries, closed: a switch over it is checked for completeness. */
public sealed interface UsageEvent extends SpecificRecord permits UsageCompleted, UsageRecorded {
  /** {@return the spool that carried the record} */
  String getSpoolId();

  /** {@return the record's position in its spool} */
  long getSpoolSequence();
}
