package io.keyfold.ledger.audit.read;

import io.keyfold.ledger.audit.AuditEntry;
import java.time.Instant;
import java.util.SortedMap;

/**
 * An audit event.
 *
 * @param object always {@code audit_event}
 * @param id id of the event; ids sort by time
 * @param type type of the event
 * @param actor the actor that caused it
 * @param tenantId the tenant
 * @param objectId the object that it affected
 * @param requestId the HTTP request that caused it
 * @param createdAt when it was accepted
 * @param data further fields, depending on the type
 */
record AuditEventBody(
  String object,
  String id,
  String type,
  Actor actor,
  String tenantId,
  String objectId,
  String requestId,
  Instant createdAt,
  SortedMap<String, Object> data
) {
  static AuditEventBody of(AuditEntry entry) {
    return new AuditEventBody(
      "audit_event",
      entry.id(),
      entry.type(),
      new Actor(entry.actorType(), entry.actorId()),
      entry.tenantId(),
      entry.objectId(),
      entry.requestId(),
      entry.createdAt(),
      entry.data()
    );
  }

  /**
   * The actor that caused an event.
   *
   * @param type kind of actor
   * @param id id of the actor
   */
  record Actor(String type, String id) {}
}
