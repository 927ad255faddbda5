package io.keyfold.session.audit;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing that happened, as audits may see it.
 *
 * @param id the event's id, by time
 * @param type full name of the event's schema, which is its CloudEvents type on the log
 * @param tenantId the tenant
 * @param actorType kind of actor, lower case
 * @param actorId the actor
 * @param objectId what it happened to
 * @param requestId the HTTP request that caused it
 * @param createdAt when it was accepted
 * @param data what may be told of its content: named field by field, so that a new field is never told by accident
 */
public record AuditEntry(
  String id,
  String type,
  String tenantId,
  String actorType,
  String actorId,
  String objectId,
  String requestId,
  Instant createdAt,
  Map<String, Object> data
) {
  /** Audit entries of a tenant, by event id. Kept in the view of each topic. */
  public static final Kind<AuditEntry> KIND = new Kind<>("audit_event", AuditEntry.class);

  /** Copies the data. */
  public AuditEntry {
    data = Map.copyOf(data);
  }

  /** {@return where the entry is kept} */
  Key<AuditEntry> key() {
    return new Key<>(new TenantId(tenantId), KIND, id);
  }

  /** {@return whether it happened to the object, or names it} */
  boolean isAbout(String object) {
    return objectId.equals(object) || data.containsValue(object);
  }

  /** {@return what the wire shows} */
  AuditEventBody body() {
    return new AuditEventBody(
      "audit_event",
      id,
      type,
      new AuditEventBody.Actor(actorType, actorId),
      tenantId,
      objectId,
      requestId,
      createdAt,
      new TreeMap<>(data)
    );
  }
}
