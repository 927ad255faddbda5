package io.keyfold.ledger.calls;

import io.keyfold.ledger.operations.Completion;
import io.keyfold.ledger.operations.Operation;
import io.keyfold.ledger.query.ChunkedWalk;
import io.keyfold.ledger.query.FirstRows;
import io.keyfold.ledger.query.ListFilters;
import io.keyfold.ledger.query.Snapshot;
import io.keyfold.ledger.query.TenantSql;
import io.keyfold.ledger.store.OperationRows;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.toolcall.RecordedCall;
import io.keyfold.platform.toolcall.UsedCredential;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Pager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a tenant's tool calls. Filters are part of the SQL, so a list scans no more than the database must.
 *
 * @param tenant the tenant
 * @param snapshot the store
 */
record RecordedCalls(TenantId tenant, Snapshot snapshot) {
  /** Operations with this meter are tool calls; it is the end of their record ids. */
  private static final String METER = "tool_calls";

  private static final String PREFIX = "tcl_";

  private static final List<Duration> WINDOWS = List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(30));

  private static final String SUFFIX = "/" + METER;

  /** Filters that no tool call passes. */
  private static final List<String> NEVER = List.of(
    "session_template_id",
    "provider_config_id",
    "agent_id",
    "actor_id",
    "consumer_id",
    "agent_instance_id"
  );

  /** {@return the call with this id} */
  Optional<RecordedCall> find(String id) {
    return snapshot
      .rows(select(OperationRows.COLUMNS).add(" AND record_id = ?", id + SUFFIX), OperationRows::read)
      .stream()
      .map(RecordedCalls::call)
      .findFirst();
  }

  /** {@return a page} */
  ListBody<RecordedCall> page(ListQuery query) {
    ChunkedWalk<RecordedCall> walk = new ChunkedWalk<>(RecordedCall::id, (after, before, descending, limit) ->
      descending ? newest(query, after, before, limit) : read(query, after, before, false, limit)
    );
    return Pager.of(List.of(walk)).page(query, call -> call);
  }

  /** Reads a short time before the end of the range first: an order that begins at the end of a table scans all of it. */
  private List<RecordedCall> newest(ListQuery query, String after, String before, int limit) {
    Optional<Instant> end = before.isEmpty() ? newest() : Ids.timeOf(PREFIX, before);
    for (Duration window : end.isEmpty() ? List.<Duration>of() : WINDOWS) {
      String start = PREFIX + Ids.time(end.get().minus(window));
      List<RecordedCall> calls =
        start.compareTo(after) > 0 ? read(query, start, before, true, limit) : List.<RecordedCall>of();
      if (calls.size() == limit) {
        return calls;
      }
    }
    return read(query, after, before, true, limit);
  }

  private Optional<Instant> newest() {
    TenantSql sql = TenantSql.operations(tenant).add("SELECT epoch_ms(max(occurred_at)) FROM mine HAVING count(*) > 0");
    return snapshot
      .rows(sql, row -> Instant.ofEpochMilli(row.getLong(1)))
      .stream()
      .findFirst();
  }

  private List<RecordedCall> read(ListQuery query, String after, String before, boolean descending, int limit) {
    return new FirstRows(snapshot, "record_id", row -> row.getString(1), descending, limit)
      .read(columns -> sql(query, after, before, columns), OperationRows.COLUMNS, OperationRows::read)
      .stream()
      .map(RecordedCalls::call)
      .toList();
  }

  private TenantSql sql(ListQuery query, String after, String before, String columns) {
    TenantSql sql = select(columns);
    if (!after.isEmpty()) {
      sql.add(" AND record_id > ?", after + SUFFIX);
    }
    if (!before.isEmpty()) {
      sql.add(" AND record_id < ?", before + SUFFIX);
    }
    if (NEVER.stream().anyMatch(filter -> !query.values(filter).isEmpty())) {
      sql.add(" AND false");
    }
    List<String> ids = query.values("id");
    if (!ids.isEmpty()) {
      sql.add(" AND ").in(
        "record_id",
        ids
          .stream()
          .map(id -> id + SUFFIX)
          .toList()
      );
    }
    new ListFilters(query)
      .in(sql, "session_id", "session_id")
      .in(sql, "session_provider_id", "session_provider_id")
      .in(sql, "provider_id", "provider_id")
      .in(sql, "provider_deployment_id", "deployment_id")
      .in(sql, "provider_auth_config_id", "coalesce(used_auth_config_id, auth_config_id)")
      .in(sql, "user", "user_id")
      .in(sql, "identity_id", "user_id")
      .in(sql, "tool_id", "tool")
      .within(sql, "created_at", "occurred_at");
    return sql;
  }

  private TenantSql select(String columns) {
    return TenantSql.operations(tenant).add(
      "SELECT " +
        columns +
        " FROM mine WHERE meter = ? AND session_id IS NOT NULL AND session_provider_id IS NOT NULL AND tool IS NOT NULL",
      METER
    );
  }

  private static RecordedCall call(Operation operation) {
    Completion end = operation.completion();
    return new RecordedCall(
      operation.recordId().substring(0, operation.recordId().length() - SUFFIX.length()),
      operation.occurredAt(),
      operation.providerId(),
      operation.deploymentId(),
      end == null
        ? new UsedCredential(operation.authConfigId(), operation.credentialVersion(), null)
        : new UsedCredential(end.authConfigId(), end.credentialVersion(), end.refusedCredentialVersion()),
      Objects.requireNonNull(operation.sessionId()),
      Objects.requireNonNull(operation.origin().sessionProviderId()),
      operation.user(),
      Objects.requireNonNull(operation.tool()),
      operation.outcome(),
      end == null ? null : end.errorCode()
    );
  }
}
