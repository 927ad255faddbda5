package io.keyfold.ledger.exports;

import io.keyfold.ledger.commands.CreateExport;
import io.keyfold.ledger.cost.PricedGroups;
import io.keyfold.ledger.deployments.Directory;
import io.keyfold.ledger.prices.PriceKind;
import io.keyfold.ledger.prices.TenantPrices;
import io.keyfold.ledger.store.Positions;
import io.keyfold.ledger.usage.AsOf;
import io.keyfold.ledger.usage.ReadRange;
import io.keyfold.ledger.usage.Reports;
import io.keyfold.ledger.usage.UsageQuery;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.WriteRequest;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Determines what an export contains: what this instance has of the log now, or what an earlier response counted.
 *
 * @param reports the ledger
 * @param priceLists the view of price lists
 * @param deployments the view of deployments and providers
 * @param maxRunning maximum number of running exports of a tenant
 */
record ExportCreation(Reports reports, State priceLists, State deployments, int maxRunning) {
  private static final int MAX_PRICE_LISTS = 1_000;

  /** {@return the command} Errors with {@code invalid_data}, {@code bad_request} or {@code unavailable}. */
  Mono<CreateExport> command(WriteRequest write, CreateExportBody body) {
    ExportInput.Asked asked = ExportInput.parse(body);
    return reports.run(write.tenant(), asked.query(), source ->
      CreateExport.newBuilder()
        .setMeta(write.meta(Ids.fresh("exp_", write.at())))
        .setRequest(spec(write.tenant(), asked, source.asOf()).toAvro())
        .setMaxRunning(maxRunning)
        .build()
    );
  }

  private ExportSpec spec(TenantId tenant, ExportInput.Asked asked, AsOf asOf) {
    UsageQuery query = asked.query();
    TenantPrices prices = TenantPrices.read(tenant, priceLists);
    if (asOf.prices() != 0 && asOf.prices() != prices.fingerprint()) {
      throw ApiException.invalid("conflict", "A price list has changed since: omit as_of", "as_of");
    }
    Directory directory = new Directory(deployments);
    return new ExportSpec(
      asked.dataset(),
      asked.format(),
      asked.focusVersion(),
      query.from(),
      query.to(),
      asked.parameters(),
      Positions.list(asOf.positions()),
      asOf.completeUntil(),
      asked.dataset() == ExportDataset.USAGE ? List.of() : priceLists(prices, query),
      directory.revision(tenant),
      directory.revision(TenantId.PLATFORM)
    );
  }

  private static List<ExportSpec.PinnedPriceList> priceLists(TenantPrices prices, UsageQuery query) {
    ReadRange range = PricedGroups.priced(query);
    List<ExportSpec.PinnedPriceList> lists = prices
      .lists()
      .stream()
      .filter(list -> list.appliesWithin(range.from(), range.to()))
      .map(list -> new ExportSpec.PinnedPriceList(list.id(), list.version(), list.kind() == PriceKind.LIST))
      .toList();
    if (lists.size() > MAX_PRICE_LISTS) {
      throw ApiException.of(
        ErrorCode.BAD_REQUEST,
        "More than " + MAX_PRICE_LISTS + " price lists apply",
        "Export a shorter time range"
      );
    }
    return lists;
  }
}
