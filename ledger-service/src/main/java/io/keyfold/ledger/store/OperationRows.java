package io.keyfold.ledger.store;

import io.keyfold.ledger.operations.Operation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Operations as rows of the tables {@code ended} and {@code open}. */
final class OperationRows {

  /** The columns that {@link #read} expects. */
  static final String COLUMNS =
    "record_id, tenant_id, epoch_us(occurred_at), provider_id, deployment_id, auth_config_id, credential_version, " +
    "session_id, tool, user_id, meter, payer, unit, quantity, outcome, attempted, log_partition, log_offset, " +
    "completed_offset";

  private static final int SCALE = 9;

  private OperationRows() {}

  static void append(DuckDBAppender row, Operation operation) throws SQLException {
    Instant at = operation.occurredAt();
    row.beginRow();
    row.append(operation.recordId());
    row.append(operation.tenantId());
    row.appendEpochMicros(ChronoUnit.MICROS.between(Instant.EPOCH, at));
    row.append(Math.toIntExact(Math.floorDiv(at.getEpochSecond(), Schema.BUCKET_SECONDS)));
    row.append(operation.providerId());
    row.append(operation.deploymentId());
    text(row, operation.authConfigId());
    number(row, operation.credentialVersion());
    text(row, operation.sessionId());
    text(row, operation.tool());
    text(row, operation.user());
    row.append(operation.meter());
    row.append(operation.payer());
    row.append(operation.unit());
    row.append(operation.quantity().setScale(SCALE, RoundingMode.UNNECESSARY));
    row.append(operation.outcome());
    row.append(operation.attempted());
    row.append(operation.partition());
    row.append(operation.offset());
    number(row, operation.completedOffset());
    row.endRow();
  }

  static Operation read(ResultSet row) throws SQLException {
    return new Operation(
      row.getString(1),
      row.getString(2),
      Instant.EPOCH.plus(row.getLong(3), ChronoUnit.MICROS),
      row.getString(4),
      row.getString(5),
      row.getString(6),
      number(row, 7),
      row.getString(8),
      row.getString(9),
      row.getString(10),
      row.getString(11),
      row.getString(12),
      row.getString(13),
      row.getBigDecimal(14),
      row.getString(15),
      row.getBoolean(16),
      row.getInt(17),
      row.getLong(18),
      number(row, 19)
    );
  }

  private static void text(DuckDBAppender row, @Nullable String value) throws SQLException {
    if (value == null) {
      row.appendNull();
    } else {
      row.append(value);
    }
  }

  private static void number(DuckDBAppender row, @Nullable Long value) throws SQLException {
    if (value == null) {
      row.appendNull();
    } else {
      row.append(value.longValue());
    }
  }

  private static @Nullable Long number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
