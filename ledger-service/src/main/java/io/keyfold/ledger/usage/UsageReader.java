package io.keyfold.ledger.usage;

import io.keyfold.ledger.deployments.DeploymentMetadata;
import io.keyfold.ledger.deployments.Deployments;
import io.keyfold.ledger.query.LedgerQueries;
import io.keyfold.ledger.query.Snapshot;
import io.keyfold.ledger.query.TenantSql;
import io.keyfold.ledger.store.Positions;
import io.keyfold.platform.completeness.Completeness;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.view.FoldedTopic;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Runs usage queries on this instance's ledger. */
final class UsageReader {

  private final LedgerQueries queries;
  private final FoldedTopic records;
  private final Completeness completeness;
  private final Deployments deployments;

  UsageReader(LedgerQueries queries, FoldedTopic records, Completeness completeness, Deployments deployments) {
    this.queries = queries;
    this.records = records;
    this.completeness = completeness;
    this.deployments = deployments;
  }

  Mono<UsageAnswer> run(TenantId tenant, UsageQuery query) {
    AsOf asOf = query.asOf();
    // Another instance may have been ahead of this one.
    Mono<Boolean> reached = asOf == null ? Mono.just(true) : records.reached(asOf.positions());
    return reached.flatMap(exists ->
      exists ? queries.run(tenant, snapshot -> answer(tenant, query, snapshot)) : Mono.error(AsOf.malformed("as_of"))
    );
  }

  private UsageAnswer answer(TenantId tenant, UsageQuery query, Snapshot snapshot) {
    // The watermark first: the snapshot begins with the first read, so it includes everything the watermark promises.
    Instant completeUntil = completeness.completeUntil().orElse(null);
    AsOf sent = query.asOf();
    AsOf asOf = sent == null ? new AsOf(positions(snapshot), completeUntil) : sent;
    Instant retainedFrom = snapshot.retainedFrom().orElse(null);
    Buckets buckets = Buckets.of(query.granularity(), query.zone(), query.from(), query.to());
    UsageRows reader = new UsageRows(query, buckets);
    TenantSql sql = UsageSql.of(tenant, query.retainedFrom(retainedFrom), buckets, metadata(tenant, query));
    List<UsageItem> found = snapshot.rows(sql, reader);
    boolean more = found.size() > query.limit();
    if (more && query.pageSize().isEmpty()) {
      throw LedgerQueries.tooLarge(
        "The result has more than " + UsageQuery.MAX_ROWS + " rows; page_size returns it in pages"
      );
    }
    return new UsageAnswer(
      "usage",
      query.from(),
      query.to(),
      query.granularity().wire(),
      query.zone().getId(),
      reader.groupBy(),
      asOf.completeUntil(),
      retainedFrom,
      asOf.text(),
      more ? found.subList(0, query.limit()) : found,
      more ? query.next(asOf).text() : null
    );
  }

  private Map<Integer, Long> positions(Snapshot snapshot) {
    return Positions.of(records.topic().name(), snapshot.positions());
  }

  private Optional<DeploymentMetadata> metadata(TenantId tenant, UsageQuery query) {
    if (!query.usesMetadata()) {
      return Optional.empty();
    }
    Set<String> keys = new HashSet<>(query.metadataKeys());
    keys.addAll(query.metadataFilters().keySet());
    List<String> only = query.filter(Dimension.DEPLOYMENT).stream().map(String::valueOf).toList();
    return Optional.of(deployments.metadata(tenant, keys, only));
  }
}
