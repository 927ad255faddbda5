package io.keyfold.session.audit;

import io.keyfold.platform.web.ListQuery;

/**
 * Selects audit events.
 *
 * @param query the request's filters: {@code object_id} matches the object itself and objects that the event refers to;
 *     {@code type} matches the full name or its last part
 */
record AuditFilter(ListQuery query) {
  boolean admits(AuditEntry entry) {
    return (
      query.admits("id", entry.id()) &&
      admitsObject(entry) &&
      admitsType(entry) &&
      query.admits("actor_id", entry.actorId()) &&
      query.admits("user", entry.data().get("user") instanceof String user ? user : null) &&
      query.within("created_at", entry.createdAt())
    );
  }

  private boolean admitsObject(AuditEntry entry) {
    var objects = query.values("object_id");
    return objects.isEmpty() || objects.stream().anyMatch(entry::isAbout);
  }

  private boolean admitsType(AuditEntry entry) {
    var types = query.values("type");
    String shortName = entry.type().substring(entry.type().lastIndexOf('.') + 1);
    return types.isEmpty() || types.contains(entry.type()) || types.contains(shortName);
  }
}
