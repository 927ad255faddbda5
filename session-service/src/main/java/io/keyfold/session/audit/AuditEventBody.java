package io.keyfold.session.audit;

import java.time.Instant;
import java.util.SortedMap;

/**
 * An audit event on the wire.
 *
 * @param object always {@code audit_event}
 * @param id the event's id; ids sort by time
 * @param type what happened
 * @param actor who did it
 * @param tenantId the tenant
 * @param objectId what it happened to
 * @param requestId the HTTP request that caused it
 * @param createdAt when it was accepted
 * @param data more, by type
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
  /**
   * Who did it.
   *
   * @param type kind of actor
   * @param id its id
   */
  record Actor(String type, String id) {}
}
