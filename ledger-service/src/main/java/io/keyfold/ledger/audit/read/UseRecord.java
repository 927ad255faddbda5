package io.keyfold.ledger.audit.read;

import io.keyfold.ledger.audit.AuditEntry;
import io.keyfold.ledger.audit.OperationEntries;
import io.keyfold.ledger.operations.Operation;

/** The two records of an operation, each of which is an audit event. */
enum UseRecord {
  STARTED("log_offset", "recorded_at", "auth_config_id", OperationEntries.STARTED) {
    @Override
    AuditEntry entry(Operation operation) {
      return OperationEntries.started(operation);
    }
  },
  COMPLETED("completed_offset", "completed_at", "used_auth_config_id", OperationEntries.COMPLETED) {
    @Override
    AuditEntry entry(Operation operation) {
      return OperationEntries.completed(operation).orElseThrow();
    }
  };

  private final String offset;
  private final String time;
  private final String authConfig;
  private final String type;

  UseRecord(String offset, String time, String authConfig, String type) {
    this.offset = offset;
    this.time = time;
    this.authConfig = authConfig;
    this.type = type;
  }

  /** {@return the column of its offset} */
  String offset() {
    return offset;
  }

  /** {@return the column of the time when it was recorded} */
  String time() {
    return time;
  }

  /** {@return the column of its auth config} */
  String authConfig() {
    return authConfig;
  }

  /** {@return the type of its audit entry} */
  String type() {
    return type;
  }

  /** {@return the audit entry of the operation's record} */
  abstract AuditEntry entry(Operation operation);
}
