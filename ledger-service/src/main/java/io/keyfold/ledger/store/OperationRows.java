package io.keyfold.ledger.store;

import io.keyfold.ledger.operations.Completion;
import io.keyfold.ledger.operations.Operation;
import io.keyfold.ledger.operations.Origin;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Operations as rows of the tables {@code ended} and {@code open}. */
public final class OperationRows {

  /** The columns that {@link #read} expects. */
  public static final String COLUMNS =
    "record_id, tenant_id, epoch_us(occurred_at), provider_id, deployment_id, auth_config_id, credential_version, " +
    "session_id, tool, user_id, meter, payer, unit, quantity, outcome, attempted, log_partition, log_offset, " +
    "actor_type, actor_id, request_id, epoch_us(recorded_at), session_provider_id, reason, completed_offset, " +
    "epoch_us(completed_at), used_auth_config_id, used_credential_version, refused_credential_version, " +
    "duration_micros, upstream_request_id, error_code";

  private static final int SCALE = 9;

  /** Number of columns of the completion. */
  private static final int COMPLETION = 8;

  private OperationRows() {}

  static void append(DuckDBAppender row, Operation operation) throws SQLException {
    Instant at = operation.occurredAt();
    row.beginRow();
    row.append(operation.recordId());
    row.append(operation.tenantId());
    row.appendEpochMicros(Columns.micros(at));
    row.append(Math.toIntExact(Math.floorDiv(at.getEpochSecond(), Schema.BUCKET_SECONDS)));
    row.append(operation.providerId());
    row.append(operation.deploymentId());
    Columns.text(row, operation.authConfigId());
    Columns.number(row, operation.credentialVersion());
    Columns.text(row, operation.sessionId());
    Columns.text(row, operation.tool());
    Columns.text(row, operation.user());
    row.append(operation.meter());
    row.append(operation.payer());
    row.append(operation.unit());
    row.append(operation.quantity().setScale(SCALE, RoundingMode.UNNECESSARY));
    row.append(operation.outcome());
    row.append(operation.attempted());
    row.append(operation.partition());
    row.append(operation.offset());
    append(row, operation.origin());
    append(row, operation.completion());
    row.endRow();
  }

  private static void append(DuckDBAppender row, Origin origin) throws SQLException {
    row.append(origin.actorType());
    row.append(origin.actorId());
    row.append(origin.requestId());
    row.appendEpochMicros(Columns.micros(origin.recordedAt()));
    Columns.text(row, origin.sessionProviderId());
    Columns.text(row, origin.reason());
  }

  private static void append(DuckDBAppender row, @Nullable Completion completion) throws SQLException {
    if (completion == null) {
      for (int i = 0; i < COMPLETION; i++) {
        row.appendNull();
      }
      return;
    }
    row.append(completion.offset());
    row.appendEpochMicros(Columns.micros(completion.recordedAt()));
    Columns.text(row, completion.authConfigId());
    Columns.number(row, completion.credentialVersion());
    Columns.number(row, completion.refusedCredentialVersion());
    Columns.number(row, completion.durationMicros());
    Columns.text(row, completion.upstreamRequestId());
    Columns.text(row, completion.errorCode());
  }

  /** {@return the operation of a row of {@link #COLUMNS}} */
  public static Operation read(ResultSet row) throws SQLException {
    return new Operation(
      row.getString(1),
      row.getString(2),
      Columns.time(row, 3),
      row.getString(4),
      row.getString(5),
      row.getString(6),
      Columns.number(row, 7),
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
      new Origin(
        row.getString(19),
        row.getString(20),
        row.getString(21),
        Columns.time(row, 22),
        row.getString(23),
        row.getString(24)
      ),
      completion(row)
    );
  }

  private static @Nullable Completion completion(ResultSet row) throws SQLException {
    Long offset = Columns.number(row, 25);
    return offset == null
      ? null
      : new Completion(
          offset,
          Columns.time(row, 26),
          row.getString(27),
          Columns.number(row, 28),
          Columns.number(row, 29),
          Columns.number(row, 30),
          row.getString(31),
          row.getString(32)
        );
  }
}
