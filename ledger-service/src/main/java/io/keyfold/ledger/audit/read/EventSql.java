package io.keyfold.ledger.audit.read;

import io.keyfold.ledger.query.ListFilters;
import io.keyfold.ledger.query.TenantSql;
import java.util.List;

/** Builds the SQL that selects audit entries of events. Pure. */
final class EventSql {

  private EventSql() {}

  /** {@return the columns of the entries between the bounds, both exclusive; empty means unbounded} */
  static TenantSql of(AuditQuery query, String after, String before, String columns) {
    TenantSql sql = TenantSql.events(query.tenant()).add("SELECT " + columns + " FROM mine WHERE true");
    if (!after.isEmpty()) {
      sql.add(" AND id > ?", after);
    }
    if (!before.isEmpty()) {
      sql.add(" AND id < ?", before);
    }
    List<String> objects = query.objects();
    if (!objects.isEmpty()) {
      sql.add(" AND (").in("object_id", objects).add(" OR list_has_any(json_extract_string(data, '$.*'), ");
      sql.texts(objects).add("))");
    }
    List<String> types = query.filters().values("type");
    if (!types.isEmpty()) {
      sql.add(" AND (").in("type", types).add(" OR ").in("split_part(type, '.', -1)", types).add(")");
    }
    List<String> users = query.filters().values("user");
    if (!users.isEmpty()) {
      sql.add(" AND ").in("data->>'$.user'", users);
    }
    new ListFilters(query.filters())
      .in(sql, "id", "id")
      .in(sql, "actor_id", "actor_id")
      .within(sql, "created_at", "recorded_at");
    since(sql, query);
    return sql;
  }

  private static void since(TenantSql sql, AuditQuery query) {
    query
      .since()
      .forEach((at, position) ->
        sql.add(" AND (topic <> ? OR log_partition <> ? OR log_offset >= ?)", at.topic(), at.partition(), position)
      );
  }
}
