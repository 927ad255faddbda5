package io.keyfold.ledger.archive;

import io.keyfold.platform.topic.Topics;

/** What is archived and removed: tables of final rows. */
public enum Dataset {
  /** Metered operations that have ended. */
  USAGE(
    "usage",
    "ended",
    "occurred_at",
    "'" + Topics.USAGE_RECORDS.name() + "'",
    "coalesce(completed_offset, log_offset)",
    "occurred_at, log_partition, log_offset",
    "record_id, log_partition, log_offset, completed_offset",
    """
    record_id,
    tenant_id,
    occurred_at AT TIME ZONE 'UTC' AS occurred_at,
    recorded_at AT TIME ZONE 'UTC' AS recorded_at,
    completed_at AT TIME ZONE 'UTC' AS completed_at,
    actor_type,
    actor_id,
    request_id,
    provider_id,
    deployment_id AS provider_deployment_id,
    auth_config_id AS provider_auth_config_id,
    credential_version,
    used_auth_config_id AS used_provider_auth_config_id,
    used_credential_version,
    refused_credential_version,
    session_id,
    session_provider_id,
    tool,
    user_id AS "user",
    lower(meter) AS meter,
    lower(payer) AS payer,
    unit,
    quantity,
    lower(outcome) AS outcome,
    attempted,
    reason,
    error_code,
    duration_micros,
    upstream_request_id,
    log_partition,
    log_offset,
    completed_offset"""
  ),
  /** Audit entries of events. Those of operations follow from the operations. */
  AUDIT(
    "audit",
    "audit_events",
    "recorded_at",
    "topic",
    "log_offset",
    "recorded_at, topic, log_partition, log_offset",
    "id, log_topic, log_partition, log_offset",
    """
    id,
    tenant_id,
    recorded_at AT TIME ZONE 'UTC' AS created_at,
    type,
    actor_type,
    actor_id,
    object_id,
    request_id,
    data,
    topic AS log_topic,
    log_partition,
    log_offset"""
  );

  private final String folder;
  private final String table;
  private final String time;
  private final String topic;
  private final String finalOffset;
  private final String order;
  private final String identity;
  private final String columns;

  Dataset(
    String folder,
    String table,
    String time,
    String topic,
    String finalOffset,
    String order,
    String identity,
    String columns
  ) {
    this.folder = folder;
    this.table = table;
    this.time = time;
    this.topic = topic;
    this.finalOffset = finalOffset;
    this.order = order;
    this.identity = identity;
    this.columns = columns;
  }

  /** {@return the folder of its files in the archive} */
  String folder() {
    return folder;
  }

  /** {@return the table in the ledger} */
  public String table() {
    return table;
  }

  /** {@return the column with the time of a row} */
  public String time() {
    return time;
  }

  /** {@return the expression of the topic of a row's records} */
  String topic() {
    return topic;
  }

  /** {@return the expression of the offset of a row's last record, at which it became final} */
  String finalOffset() {
    return finalOffset;
  }

  /** {@return the columns of a Parquet file} */
  String columns() {
    return columns;
  }

  /** {@return the columns of a Parquet file that identify a row, which determine the others} */
  String identity() {
    return identity;
  }

  /** {@return a total order of its rows, so that each instance writes equal files} */
  String order() {
    return order;
  }
}
