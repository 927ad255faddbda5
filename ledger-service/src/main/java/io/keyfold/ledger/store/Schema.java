package io.keyfold.ledger.store;

import java.util.List;

/** Tables of the store. A change of them, or of what is folded into them, takes a new {@link #VERSION}. */
final class Schema {

  /** Version of the tables and of the fold; a file of another version is deleted and rebuilt from the log. */
  static final int VERSION = 2;

  /** Number of the 15-minute bucket since 1970, UTC, from the time of an operation. */
  static final long BUCKET_SECONDS = 900;

  private static final String COLUMNS = """
  (
    record_id VARCHAR NOT NULL,
    tenant_id VARCHAR NOT NULL,
    occurred_at TIMESTAMP NOT NULL,
    bucket INTEGER NOT NULL,
    provider_id VARCHAR NOT NULL,
    deployment_id VARCHAR NOT NULL,
    auth_config_id VARCHAR,
    credential_version BIGINT,
    session_id VARCHAR,
    tool VARCHAR,
    user_id VARCHAR,
    meter VARCHAR NOT NULL,
    payer VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    quantity DECIMAL(38, 9) NOT NULL,
    outcome VARCHAR NOT NULL,
    attempted BOOLEAN NOT NULL,
    log_partition INTEGER NOT NULL,
    log_offset BIGINT NOT NULL,
    actor_type VARCHAR NOT NULL,
    actor_id VARCHAR NOT NULL,
    request_id VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    session_provider_id VARCHAR,
    reason VARCHAR,
    completed_offset BIGINT,
    completed_at TIMESTAMP,
    used_auth_config_id VARCHAR,
    used_credential_version BIGINT,
    refused_credential_version BIGINT,
    duration_micros BIGINT,
    upstream_request_id VARCHAR,
    error_code VARCHAR
  )""";

  private static final String EVENTS = """
  CREATE TABLE IF NOT EXISTS audit_events (
    id VARCHAR NOT NULL,
    tenant_id VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    type VARCHAR NOT NULL,
    actor_type VARCHAR NOT NULL,
    actor_id VARCHAR NOT NULL,
    object_id VARCHAR NOT NULL,
    request_id VARCHAR NOT NULL,
    data VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    log_partition INTEGER NOT NULL,
    log_offset BIGINT NOT NULL
  )""";

  /**
   * Rows of {@code ended} and {@code audit_events} never change, so the tables only grow at their end; those of
   * {@code open} are few. No indexes: they would be kept in memory. The two records of an operation are audit entries
   * too, which are computed from its row.
   */
  static final List<String> STATEMENTS = List.of(
    "CREATE TABLE IF NOT EXISTS ended " + COLUMNS,
    "CREATE TABLE IF NOT EXISTS open " + COLUMNS,
    "CREATE VIEW IF NOT EXISTS operations AS SELECT * FROM ended UNION ALL SELECT * FROM open",
    "CREATE TABLE IF NOT EXISTS spools (log_partition INTEGER NOT NULL, spool_id VARCHAR NOT NULL, sequence BIGINT NOT NULL)",
    EVENTS,
    "CREATE TABLE IF NOT EXISTS positions (topic VARCHAR NOT NULL, log_partition INTEGER NOT NULL, log_position BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS retention (retained_from TIMESTAMP NOT NULL)"
  );

  private Schema() {}
}
