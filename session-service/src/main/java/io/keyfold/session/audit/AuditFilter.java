package io.keyfold.session.audit;

import io.keyfold.platform.web.ListQuery;

/**
 * Which audit events are asked for.
 *
 * @param query the request's filters: {@code object_id} finds what happened to the object and what names it, {@code type}
 *     takes the full name or the last part of it
 */
record AuditFilter(ListQuery query) {
  boolean admits(AuditEntry entry) {
    return (
      query.admits("id", entry.id()) &&
      admitsObject(entry) &&
      admitsType(entry) &&
      query.admits("actor_id", entry.actorId()) &&
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
