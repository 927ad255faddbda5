package io.keyfold.ledger.exports;

import io.keyfold.ledger.cost.PricedGroups;
import io.keyfold.ledger.deployments.DeploymentMetadata;
import io.keyfold.ledger.deployments.Deployments;
import io.keyfold.ledger.deployments.Directory;
import io.keyfold.ledger.prices.PriceList;
import io.keyfold.ledger.prices.TenantPrices;
import io.keyfold.ledger.query.Snapshot;
import io.keyfold.ledger.usage.Buckets;
import io.keyfold.ledger.usage.ReportSource;
import io.keyfold.ledger.usage.UsageParameters;
import io.keyfold.ledger.usage.UsageQuery;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.view.FoldedTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this instance has of the log.
 *
 * @param records usage records
 * @param priceLists the view of price lists and exports
 * @param deployments the view of deployments, providers and tenants
 */
record ExportSource(FoldedTopic records, State priceLists, State deployments) {
  /** {@return whether this instance has everything that the export counts} */
  boolean isReached(TenantId tenant, ExportSpec spec) {
    Map<Integer, Long> folded = records.positionsByPartition();
    Directory directory = new Directory(deployments);
    return (
      spec
        .positionsByPartition()
        .entrySet()
        .stream()
        .allMatch(one -> folded.getOrDefault(one.getKey(), 0L) >= one.getValue()) &&
      directory.revision(tenant) >= spec.directoryRevision() &&
      directory.revision(TenantId.PLATFORM) >= spec.platformDirectoryRevision() &&
      spec
        .priceLists()
        .stream()
        .allMatch(list -> priceList(tenant, list).isPresent())
    );
  }

  private Optional<PriceList> priceList(TenantId tenant, ExportSpec.PinnedPriceList list) {
    TenantId owner = list.platform() ? TenantId.PLATFORM : tenant;
    return priceLists.find(PriceList.key(owner, list.id())).flatMap(known -> known.at(list.version()));
  }

  static UsageQuery query(ExportSpec spec) {
    return UsageParameters.parse(spec.query(), spec.to()).asOf(spec.asOf());
  }

  DatasetWriter dataset(TenantId tenant, ExportSpec spec, UsageQuery query, Tally tally) {
    return switch (spec.dataset()) {
      case USAGE -> new UsageDataset();
      case COSTS -> new CostDataset(PricedGroups.of(prices(tenant, spec), query, spec.query(), false), tally);
      case FOCUS -> new FocusDataset(
        PricedGroups.of(prices(tenant, spec), query, spec.query(), true),
        FocusTable.of(Optional.ofNullable(spec.focusVersion()).orElse(FocusVersion.V1_4)),
        new FocusNames(tenant, spec, deployments),
        tally
      );
    };
  }

  private TenantPrices prices(TenantId tenant, ExportSpec spec) {
    List<PriceList> lists = new ArrayList<>();
    spec.priceLists().forEach(list -> priceList(tenant, list).ifPresent(lists::add));
    return new TenantPrices(tenant, lists, priceLists);
  }

  Optional<DeploymentMetadata> metadata(TenantId tenant, ExportSpec spec, UsageQuery query) {
    return query.usesMetadata()
      ? Optional.of(new Deployments(deployments).metadata(tenant, query.usedMetadata(), spec.directoryRevision()))
      : Optional.empty();
  }

  /** {@return the report of a part of the time range} */
  static ReportSource part(
    TenantId tenant,
    UsageQuery part,
    Optional<DeploymentMetadata> metadata,
    ExportSpec spec,
    Snapshot snapshot
  ) {
    Buckets buckets = Buckets.of(part.granularity(), part.zone(), part.from(), part.to());
    return new ReportSource(tenant, part, buckets, spec.asOf(), metadata, snapshot);
  }
}
