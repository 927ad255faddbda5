package io.keyfold.ledger.usage;

import io.keyfold.ledger.deployments.DeploymentMetadata;
import io.keyfold.ledger.query.LedgerQueries;
import io.keyfold.ledger.query.Snapshot;
import io.keyfold.ledger.query.TenantSql;
import io.keyfold.platform.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a report is computed from: one state of the ledger. For one thread.
 *
 * @param tenant the tenant
 * @param query the query
 * @param buckets the buckets of the response
 * @param asOf the state
 * @param metadata the tenant's deployments, if the query needs them
 * @param snapshot the store
 */
public record ReportSource(
  TenantId tenant,
  UsageQuery query,
  Buckets buckets,
  AsOf asOf,
  Optional<DeploymentMetadata> metadata,
  Snapshot snapshot
) {
  /**
   * The rows of a response.
   *
   * @param items the rows
   * @param nextPage the next page; null if there are no more rows
   */
  public record Rows<R>(List<R> items, @Nullable String nextPage) {}

  /** {@return the time before which rows were removed by retention and are not counted; empty if none were} */
  public Optional<Instant> retainedFrom() {
    return snapshot.retainedFrom();
  }

  /** Passes on the groups in their order, at most as many as the query's limit and one more. */
  public <R> void each(Measures measures, Snapshot.RowReader<R> reader, Consumer<R> rows) {
    snapshot.each(UsageSql.groups(tenant, counted(), buckets, metadata, measures), reader, rows);
  }

  private UsageQuery counted() {
    return query.retainedFrom(retainedFrom().orElse(null));
  }

  /**
   * {@return the groups}
   *
   * @param shown what the response says that it counts
   * @throws io.keyfold.platform.error.ApiException {@code bad_request} if they are too many and no page is requested
   */
  public <R> Rows<R> groups(Measures measures, Snapshot.RowReader<R> reader, AsOf shown) {
    List<R> found = snapshot.rows(UsageSql.groups(tenant, counted(), buckets, metadata, measures), reader);
    boolean more = found.size() > query.limit();
    if (more && query.pageSize().isEmpty()) {
      throw LedgerQueries.tooLarge(
        "The result has more than " + UsageQuery.MAX_ROWS + " rows; page_size returns it in pages"
      );
    }
    return new Rows<>(more ? found.subList(0, query.limit()) : found, more ? query.next(shown).text() : null);
  }

  /** {@return the query of the operations in the groups, to be continued with {@code AND} or {@code ORDER BY}} */
  public TenantSql operations(Measures measures, String columns) {
    return UsageSql.operations(tenant, counted(), metadata, measures, columns);
  }
}
