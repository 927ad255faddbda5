package io.keyfold.session.spool;

import java.time.Instant;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Headers of the spool's records: CloudEvents attributes, as text, so that they can be stored on disk. */
final class SpoolHeaders {

  private SpoolHeaders() {}

  /** {@return the headers of a record} */
  static Map<String, String> of(SpecificRecord record, String id, String subject, Instant time) {
    return Map.of(
      "ce_specversion",
      "1.0",
      "ce_id",
      id,
      "ce_type",
      record.getSchema().getFullName(),
      "ce_source",
      "/keyfold/session-service",
      "ce_subject",
      subject,
      "ce_time",
      time.toString(),
      "content-type",
      "application/avro"
    );
  }
}
