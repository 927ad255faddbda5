package io.keyfold.ledger.audit.read;

import io.keyfold.ledger.audit.AuditEntry;
import io.keyfold.ledger.query.ListFilters;
import io.keyfold.ledger.query.TenantSql;
import io.keyfold.ledger.store.Positions;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.topic.Topics;
import java.time.Instant;
import java.util.List;

/**
 * Builds the SQL that selects operations by one of their two records. Pure.
 *
 * @param record which record
 */
record UseSql(UseRecord record) {
  /**
   * {@return the columns of the operations whose record is in the time range}
   *
   * @param from start of the range
   * @param to end of the range, exclusive
   */
  TenantSql of(AuditQuery query, Instant from, Instant to, String columns) {
    TenantSql sql = TenantSql.operations(query.tenant()).add(
      "SELECT " + columns + " FROM mine WHERE " + record.offset() + " IS NOT NULL AND " + record.time()
    );
    sql.add(" >= ? AND " + record.time() + " < ?", ListFilters.timestamp(from), ListFilters.timestamp(to));
    List<String> objects = query.objects();
    if (!objects.isEmpty()) {
      about(sql, objects);
    }
    List<Instant> times = query
      .ids()
      .stream()
      .flatMap(id -> Ids.timeOf(AuditEntry.ID_PREFIX, id).stream())
      .toList();
    if (!query.ids().isEmpty()) {
      sql.add(" AND list_contains(").numbers(times.stream().map(Instant::toEpochMilli).toList());
      sql.add(", epoch_ms(" + record.time() + "))");
    }
    new ListFilters(query.filters())
      .in(sql, "actor_id", "actor_id")
      .in(sql, "user", "user_id")
      .within(sql, "created_at", record.time());
    since(sql, query);
    return sql;
  }

  /** Compares each column alone: an expression over all of them is computed for each row and is several times slower. */
  private void about(TenantSql sql, List<String> objects) {
    sql.add(" AND (").in("record_id", objects);
    for (String column : List.of(
      "provider_id",
      "deployment_id",
      record.authConfig(),
      "session_id",
      "session_provider_id"
    )) {
      sql.add(" OR ").in(column, objects);
    }
    objects.forEach(object -> sql.add(" OR starts_with(record_id, ?)", object + "/"));
    sql.add(")");
  }

  private void since(TenantSql sql, AuditQuery query) {
    List<Long> positions = Positions.list(Positions.of(Topics.USAGE_RECORDS.name(), query.since()));
    if (!positions.isEmpty()) {
      sql.add(" AND " + record.offset() + " >= coalesce(list_extract(").numbers(positions);
      sql.add(", log_partition + 1), 0)");
    }
  }
}
