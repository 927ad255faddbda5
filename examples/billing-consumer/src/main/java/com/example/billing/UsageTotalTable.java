package com.example.billing;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** The table {@code usage_total}. A total that is saved again, or after a later one of its key, changes nothing. */
@Repository
class UsageTotalTable {

  private static final int BATCH_SIZE = 500;

  private static final String SAVE = """
  INSERT INTO usage_total (key, bucket_start, tenant_id, provider_id, deployment_id, auth_config_id,
    credential_version, tool, tenant_user, meter, payer, unit, quantity, count, succeeded, failed, outcome_unknown,
    source_partition, source_offset, updated_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET
    quantity = excluded.quantity, count = excluded.count, succeeded = excluded.succeeded, failed = excluded.failed,
    outcome_unknown = excluded.outcome_unknown, source_partition = excluded.source_partition,
    source_offset = excluded.source_offset, updated_at = excluded.updated_at
  WHERE excluded.source_offset > usage_total.source_offset
  """;

  private final JdbcTemplate jdbc;
  private final TransactionOperations transaction;

  UsageTotalTable(JdbcTemplate jdbc, TransactionOperations transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /** Saves the totals in one transaction. */
  void save(Collection<UsageTotal> totals) {
    transaction.executeWithoutResult(status -> jdbc.batchUpdate(SAVE, totals, BATCH_SIZE, UsageTotalTable::set));
  }

  private static void set(PreparedStatement row, UsageTotal total) throws SQLException {
    row.setString(1, total.key());
    row.setObject(2, time(total.bucketStart()));
    row.setString(3, total.tenantId());
    row.setString(4, total.providerId());
    row.setString(5, total.deploymentId());
    row.setString(6, total.authConfigId());
    row.setObject(7, total.credentialVersion());
    row.setString(8, total.tool());
    row.setString(9, total.user());
    row.setString(10, total.meter());
    row.setString(11, total.payer());
    row.setString(12, total.unit());
    row.setBigDecimal(13, total.quantity());
    row.setLong(14, total.count());
    row.setLong(15, total.succeeded());
    row.setLong(16, total.failed());
    row.setLong(17, total.outcomeUnknown());
    row.setInt(18, total.sourcePartition());
    row.setLong(19, total.sourceOffset());
    row.setObject(20, time(total.updatedAt()));
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
