package io.keyfold.ledger.cost;

import io.keyfold.ledger.usage.Reports;
import io.keyfold.ledger.usage.UsageParameters;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.View;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.RequiresScope;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Costs: what a tenant's deployments cost, by time bucket, and the operations behind each figure. */
@RestController
@RequestMapping("/costs")
final class CostController {

  private final Costs costs;
  private final Clock clock;

  CostController(Reports reports, @Qualifier("priceListsView") View priceLists, Clock clock) {
    this.costs = new Costs(reports, priceLists);
    this.clock = clock;
  }

  /**
   * Reports the cost of one, several or all deployments.
   *
   * <p>Each operation has the price of its time: the contract's, otherwise the list price; of the tool, otherwise of the
   * provider. Amounts are exact, so the rows add up to the same total however they are grouped. A cost that is not known
   * is null, never 0, and {@code unpriced_reason} says why.
   *
   * <p>With {@code reporting_currency}, each row has its cost in that currency too, by the tenant's exchange rate of the time
   * of its operations.
   */
  @GetMapping
  @RequiresScope("instance.usage:read")
  @FailsWith(ErrorCode.BAD_REQUEST)
  Mono<CostAnswer> costs(
    Caller caller,
    @Filters({
      "provider_deployment_id",
      "provider_auth_config_id",
      "credential_version",
      "session_id",
      "tool",
      "provider_id",
      "meter",
      "payer",
      "outcome",
      "user",
      "identity_id",
      "metadata",
      "without",
      "unit",
      "price_source",
      "currency",
      "list_currency",
      "unpriced_reason",
      "reporting_currency",
      "exchange_rate_id",
      "from",
      "to",
      "granularity",
      "time_zone",
      "group_by",
      "as_of",
      "page_size",
      "page",
    }) ListQuery query
  ) {
    return costs.run(
      caller.tenant(),
      UsageParameters.parse(query, clock.instant()),
      CostFilters.of(query),
      Conversion.asked(query),
      (source, measures, asOf, priceChanges) -> CostAnswer.of(source, measures, asOf)
    );
  }

  /**
   * Lists the operations behind a figure, each with its price and cost.
   *
   * <p>The filters of a row are its bucket as {@code from} and {@code to}, its values, and {@code without} for the
   * dimensions of {@code group_by} that are null. The costs of the operations add up to those of the row. With the
   * {@code as_of} of a response, the operations are those that it counts.
   */
  @GetMapping("/records")
  @RequiresScope("instance.usage:read")
  @FailsWith(ErrorCode.BAD_REQUEST)
  Mono<ListBody<CostRecordBody>> records(
    Caller caller,
    @Filters({
      "provider_deployment_id",
      "provider_auth_config_id",
      "credential_version",
      "session_id",
      "tool",
      "provider_id",
      "meter",
      "payer",
      "outcome",
      "user",
      "identity_id",
      "metadata",
      "without",
      "unit",
      "price_source",
      "currency",
      "list_currency",
      "unpriced_reason",
      "reporting_currency",
      "exchange_rate_id",
      "from",
      "to",
      "as_of",
    }) ListQuery query
  ) {
    return costs.run(
      caller.tenant(),
      UsageParameters.parse(query, clock.instant()),
      CostFilters.of(query),
      Conversion.asked(query),
      (source, measures, asOf, priceChanges) -> new CostRecords(source, measures).page(query)
    );
  }
}
