package io.keyfold.platform.log;

import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.EventMeta;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Record headers: CloudEvents attributes in binary mode (CloudEvents Kafka protocol binding 1.0.2), and the marker of a
 * command's last event.
 */
public final class RecordHeaders {

  /**
   * On a command's last event: the command's id. Callers that wait for the command complete once this event is folded.
   */
  private static final String OUTCOME = "kf_outcome";

  private RecordHeaders() {}

  /** {@return headers of a command} */
  public static Headers of(SpecificRecord command, CommandMeta meta, String source) {
    return cloudEvent(command, meta.getCommandId().toString(), meta.getObjectId(), meta.getIssuedAt(), source);
  }

  /** {@return headers of an event} */
  public static Headers of(SpecificRecord event, EventMeta meta, String source) {
    return cloudEvent(event, meta.getEventId(), meta.getObjectId(), meta.getRecordedAt(), source);
  }

  /** {@return headers of any record} */
  public static Headers cloudEvent(SpecificRecord record, String id, String subject, Instant time, String source) {
    Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", id);
    add(headers, "ce_type", record.getSchema().getFullName());
    add(headers, "ce_source", "/keyfold/" + source);
    add(headers, "ce_subject", subject);
    add(headers, "ce_time", time.toString());
    add(headers, "content-type", "application/avro");
    return headers;
  }

  /** Marks the event as the last one of its command. */
  public static void markOutcome(Headers headers, UUID commandId) {
    add(headers, OUTCOME, commandId.toString());
  }

  /** {@return the command whose outcome this record completes} */
  public static Optional<UUID> outcome(Headers headers) {
    return Optional.ofNullable(headers.lastHeader(OUTCOME)).map(RecordHeaders::uuid);
  }

  private static UUID uuid(Header header) {
    return UUID.fromString(new String(header.value(), StandardCharsets.UTF_8));
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
