package io.keyfold.ledger.usage;

import io.keyfold.ledger.deployments.Deployments;
import io.keyfold.ledger.query.LedgerQueries;
import io.keyfold.ledger.query.Snapshot;
import io.keyfold.ledger.store.Positions;
import io.keyfold.platform.completeness.Completeness;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.view.FoldedTopic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Computes reports on operations from this instance's ledger. Thread-safe. */
public final class Reports {

  private final LedgerQueries queries;
  private final FoldedTopic records;
  private final Completeness completeness;
  private final Deployments deployments;

  /** Computes reports. */
  public Reports(LedgerQueries queries, FoldedTopic records, Completeness completeness, Deployments deployments) {
    this.queries = queries;
    this.records = records;
    this.completeness = completeness;
    this.deployments = deployments;
  }

  /**
   * {@return the result of the work on one state of the ledger: that of the query's {@code as_of}, or the present one}
   * Errors with {@code invalid_data} if the log does not have the positions.
   *
   * @param work may block
   */
  public <T> Mono<T> run(TenantId tenant, UsageQuery query, Function<ReportSource, T> work) {
    AsOf asOf = query.asOf();
    // Another instance may have been ahead of this one.
    Mono<Boolean> reached = asOf == null ? Mono.just(true) : records.reached(asOf.positions());
    return reached.flatMap(exists ->
      exists
        ? queries.run(tenant, snapshot -> work.apply(source(tenant, query, snapshot)))
        : Mono.error(AsOf.malformed("as_of"))
    );
  }

  private ReportSource source(TenantId tenant, UsageQuery query, Snapshot snapshot) {
    // The watermark first: the snapshot begins with the first read, so it includes everything the watermark promises.
    Instant completeUntil = completeness.completeUntil().orElse(null);
    AsOf sent = query.asOf();
    AsOf asOf = sent == null ? new AsOf(positions(snapshot), completeUntil, 0) : sent;
    List<String> only = query.filter(Dimension.DEPLOYMENT).stream().map(String::valueOf).toList();
    return new ReportSource(
      tenant,
      query,
      Buckets.of(query.granularity(), query.zone(), query.from(), query.to()),
      asOf,
      query.usesMetadata() ? Optional.of(deployments.metadata(tenant, query.usedMetadata(), only)) : Optional.empty(),
      snapshot
    );
  }

  private Map<Integer, Long> positions(Snapshot snapshot) {
    return Positions.of(records.topic().name(), snapshot.positions());
  }
}
