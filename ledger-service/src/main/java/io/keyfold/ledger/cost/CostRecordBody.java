package io.keyfold.ledger.cost;

import io.keyfold.ledger.query.Decimals;
import io.keyfold.ledger.store.Columns;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation with its price and cost. Amounts are exact decimal numbers in text; null is unknown.
 *
 * @param object always {@code cost.record}
 * @param id id of the usage record: of the tool call or resolution, and the meter
 * @param occurredAt when the operation began, which decides its price
 * @param providerDeploymentId the deployment
 * @param providerAuthConfigId the auth config
 * @param credentialVersion version of the auth config's credential
 * @param sessionId the session
 * @param user the caller's user
 * @param providerId the provider
 * @param tool key of the tool
 * @param meter what is counted
 * @param payer whose account at the provider was used
 * @param unit unit of the quantity
 * @param quantity the quantity as a decimal number in text
 * @param outcome how the operation ended
 * @param priceSource where the price is from: {@code contract} or {@code list}; null if there is none
 * @param priceListId the price list
 * @param priceListVersion number of the price list's version
 * @param unitPrice price of one unit for this outcome; null if it depends on the quantity of the month and this is not one
 *     unit
 * @param currency currency of {@code unit_price}, {@code contracted_cost} and {@code billed_cost}
 * @param listPriceListId the price list with the list price
 * @param listPriceListVersion number of its version
 * @param listUnitPrice list price of one unit for this outcome; null like {@code unit_price}
 * @param listCurrency currency of {@code list_unit_price} and {@code list_cost}
 * @param listCost cost at the list price
 * @param contractedCost cost at the contract's price, at the list price without a contract
 * @param billedCost what the platform bills: 0 where the customer pays the provider, null where the payer is unknown
 * @param unpricedReason why there is no price
 * @param reportingCurrency currency of {@code reporting_cost}; null unless the request has it
 * @param reportingCost {@code contracted_cost} in the reporting currency; null without a cost or an exchange rate
 * @param exchangeRateId the exchange rate; null if the cost has the reporting currency, or there is no rate
 * @param exchangeRate one unit of {@code currency} in units of {@code reporting_currency}
 * @param exchangeRateFrom when the exchange rate took effect
 */
record CostRecordBody(
  String object,
  String id,
  Instant occurredAt,
  String providerDeploymentId,
  @Nullable String providerAuthConfigId,
  @Nullable Long credentialVersion,
  @Nullable String sessionId,
  @Nullable String user,
  String providerId,
  @Nullable String tool,
  String meter,
  String payer,
  String unit,
  String quantity,
  String outcome,
  @Nullable String priceSource,
  @Nullable String priceListId,
  @Nullable Long priceListVersion,
  @Nullable String unitPrice,
  @Nullable String currency,
  @Nullable String listPriceListId,
  @Nullable Long listPriceListVersion,
  @Nullable String listUnitPrice,
  @Nullable String listCurrency,
  @Nullable String listCost,
  @Nullable String contractedCost,
  @Nullable String billedCost,
  @Nullable String unpricedReason,
  @Nullable String reportingCurrency,
  @Nullable String reportingCost,
  @Nullable String exchangeRateId,
  @Nullable String exchangeRate,
  @Nullable Instant exchangeRateFrom
) {
  private static final String COLUMNS =
    "record_id, epoch_us(occurred_at), deployment_id, auth_config_id, credential_version, session_id, user_id, " +
    "provider_id, tool, meter, payer, unit, quantity, outcome, price_source, price_version, " +
    CostMeasures.UNIT_PRICE +
    ", currency, list_version, " +
    CostMeasures.LIST_UNIT_PRICE +
    ", list_currency, unpriced_reason, list_amount, amount";

  /** {@return the columns that {@link #read} expects} */
  static String columns(CostMeasures measures) {
    return (
      COLUMNS +
      ", " +
      measures
        .conversion()
        .map(one -> Conversion.COLUMN)
        .orElse("NULL")
    );
  }

  static CostRecordBody read(ResultSet row, CostMeasures measures) throws SQLException {
    Conversion conversion = measures.conversion().orElse(null);
    String payer = row.getString(11).toLowerCase(Locale.ROOT);
    BigDecimal quantity = row.getBigDecimal(13);
    Optional<PriceReference> price = Optional.ofNullable(row.getString(16)).map(PriceReference::parse);
    Optional<BigDecimal> rate = Optional.ofNullable(row.getBigDecimal(17));
    Optional<PriceReference> listPrice = Optional.ofNullable(row.getString(19)).map(PriceReference::parse);
    Optional<BigDecimal> listRate = Optional.ofNullable(row.getBigDecimal(20));
    Cost cost = new Cost(row.getBigDecimal(23), row.getBigDecimal(24), payer);
    Conversion.Converted reported =
      conversion == null
        ? Conversion.Converted.NONE
        : conversion.convert(cost.contracted(), row.getString(18), row.getString(25));
    return new CostRecordBody(
      "cost.record",
      RecordIds.wire(row.getString(1)),
      Columns.time(row, 2),
      row.getString(3),
      row.getString(4),
      Columns.number(row, 5),
      row.getString(6),
      row.getString(7),
      row.getString(8),
      row.getString(9),
      row.getString(10),
      payer,
      row.getString(12),
      Decimals.text(quantity),
      row.getString(14).toLowerCase(Locale.ROOT),
      row.getString(15),
      price.map(PriceReference::priceListId).orElse(null),
      price.map(PriceReference::version).orElse(null),
      rate.map(Decimals::text).orElse(null),
      row.getString(18),
      listPrice.map(PriceReference::priceListId).orElse(null),
      listPrice.map(PriceReference::version).orElse(null),
      listRate.map(Decimals::text).orElse(null),
      row.getString(21),
      cost.listText(),
      cost.contractedText(),
      cost.billed(),
      row.getString(22),
      reported.currency(),
      reported.costText(),
      reported.id(),
      reported.rateText(),
      reported.from()
    );
  }
}
