package io.keyfold.ledger.audit.read;

import io.keyfold.ledger.audit.AuditEntry;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.web.ListQuery;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which audit events are selected.
 *
 * @param tenant whose
 * @param filters the request's filters: {@code object_id} matches the object itself and objects that the event refers
 *     to; {@code type} matches the full name or its last part
 * @param since only events at or after these positions on the log; all of a partition that is missing
 */
record AuditQuery(TenantId tenant, ListQuery filters, Map<TopicPartition, Long> since) {
  AuditQuery {
    since = Map.copyOf(since);
  }

  /** {@return all that the filters select} */
  static AuditQuery of(TenantId tenant, ListQuery filters) {
    requireId(filters.after(), "after");
    requireId(filters.before(), "before");
    return new AuditQuery(tenant, filters, Map.of());
  }

  AuditQuery since(Map<TopicPartition, Long> positions) {
    return new AuditQuery(tenant, filters, positions);
  }

  private static void requireId(@Nullable String id, String path) {
    // Its time tells where to read. Ids of other objects are before or after all events, as in every list.
    if (id != null && id.startsWith(AuditEntry.ID_PREFIX) && Ids.timeOf(AuditEntry.ID_PREFIX, id).isEmpty()) {
      throw ApiException.invalid("format", path + " is not a whole id of an audit event", path);
    }
  }

  List<String> objects() {
    return filters.values("object_id");
  }

  List<String> ids() {
    return filters.values("id");
  }

  /** {@return whether events of this type are selected} */
  boolean admitsType(String type) {
    List<String> types = filters.values("type");
    return types.isEmpty() || Stream.of(type, shortName(type)).anyMatch(types::contains);
  }

  /** {@return whether a live event is selected, by the same rules as in the database} */
  boolean admits(AuditEntry entry) {
    Set<String> about = entry.objects();
    return (
      filters.admits("id", entry.id()) &&
      filters.admitsAny("object_id", about) &&
      admitsType(entry.type()) &&
      filters.admits("actor_id", entry.actorId()) &&
      filters.admits("user", entry.data().get("user") instanceof String user ? user : null) &&
      filters.within("created_at", entry.createdAt())
    );
  }

  static String shortName(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
