package io.keyfold.ledger.store;

import io.keyfold.ledger.audit.AuditEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import org.duckdb.DuckDBAppender;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Audit entries of events as rows of the table {@code audit_events}. */
public final class AuditRows {

  /** The columns that {@link #read} expects. */
  public static final String COLUMNS =
    "id, type, tenant_id, actor_type, actor_id, object_id, request_id, epoch_us(recorded_at), data";

  private static final TypeReference<SortedMap<String, Object>> DATA = new TypeReference<>() {};

  private AuditRows() {}

  static void append(DuckDBAppender row, Batch.Located event) throws SQLException {
    AuditEntry entry = event.entry();
    row.beginRow();
    row.append(entry.id());
    row.append(entry.tenantId());
    row.appendEpochMicros(Columns.micros(entry.createdAt()));
    row.append(entry.type());
    row.append(entry.actorType());
    row.append(entry.actorId());
    row.append(entry.objectId());
    row.append(entry.requestId());
    row.append(JsonMapper.shared().writeValueAsString(entry.data()));
    row.append(event.at().topic());
    row.append(event.at().partition());
    row.append(event.offset());
    row.endRow();
  }

  /** {@return the entry of a row of {@link #COLUMNS}} */
  public static AuditEntry read(ResultSet row) throws SQLException {
    return new AuditEntry(
      row.getString(1),
      row.getString(2),
      row.getString(3),
      row.getString(4),
      row.getString(5),
      row.getString(6),
      row.getString(7),
      Columns.time(row, 8),
      JsonMapper.shared().readValue(row.getString(9), DATA)
    );
  }
}
