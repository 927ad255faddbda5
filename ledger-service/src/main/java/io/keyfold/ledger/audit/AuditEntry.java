package io.keyfold.ledger.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An audit event.
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
  SortedMap<String, Object> data
) {
  /** Prefix of ids of audit events. */
  public static final String ID_PREFIX = "evt_";

  /** Copies the data. */
  public AuditEntry {
    data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
  }

  /** {@return the object, and the texts in its data, which can be ids of objects that the event refers to} */
  public Set<String> objects() {
    Set<String> objects = new HashSet<>();
    objects.add(objectId);
    data
      .values()
      .stream()
      .filter(String.class::isInstance)
      .forEach(text -> objects.add((String) text));
    return objects;
  }
}
