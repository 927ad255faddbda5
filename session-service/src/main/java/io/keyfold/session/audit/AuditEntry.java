package io.keyfold.session.audit;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An audit event as stored.
 *
 * @param id id of the event; sorts by time
 * @param type full name of the event's schema, which is its CloudEvents type on the log
 * @param tenantId the tenant
 * @param actorType kind of actor, lower case
 * @param actorId the actor
 * @param objectId the object that it affected
 * @param requestId the HTTP request that caused it
 * @param createdAt when it was accepted
 * @param data audited fields, listed explicitly, so that new fields are never exposed by accident
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
  /** Audit entries of a tenant by event id. Stored in the view of each topic. */
  public static final Kind<AuditEntry> KIND = new Kind<>("audit_event", AuditEntry.class);

  /** Copies the data. */
  public AuditEntry {
    data = Map.copyOf(data);
  }

  /** {@return the entry's key in the view} */
  Key<AuditEntry> key() {
    return new Key<>(new TenantId(tenantId), KIND, id);
  }

  /** {@return whether the event affected or refers to the object} */
  boolean isAbout(String object) {
    return objectId.equals(object) || data.containsValue(object);
  }

  /** {@return the API's representation} */
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
