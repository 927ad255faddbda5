package io.keyfold.ledger.cost;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cost in one time bucket and group. Fields that are not part of {@code group_by} are null. All operations of a row have
 * a price from the same source in the same currency, or none of them has a price. Amounts are exact decimal numbers in
 * text; null is unknown.
 *
 * @param bucketStart start of the bucket
 * @param bucketEnd end of the bucket, exclusive
 * @param providerDeploymentId the deployment
 * @param providerAuthConfigId the auth config
 * @param credentialVersion version of the auth config's credential
 * @param tool key of the tool
 * @param sessionId the session
 * @param user the caller's user
 * @param providerId the provider
 * @param outcome how the operations ended
 * @param metadata the deployment's metadata, with the keys in {@code group_by}; a key that a deployment lacks is null
 * @param meter what is counted
 * @param payer whose account at the provider was used
 * @param unit unit of the quantities
 * @param priceSource where the price is from: {@code contract} or {@code list}; null if there is none
 * @param currency currency of {@code contracted_cost} and {@code billed_cost}
 * @param listCurrency currency of {@code list_cost}
 * @param listCost cost at the list price
 * @param contractedCost cost at the contract's price, at the list price without a contract
 * @param billedCost what the platform bills: 0 where the customer pays the provider, null where the payer is unknown
 * @param quantity the quantity as a decimal number in text
 * @param count number of operations
 * @param unpricedQuantity the part of the quantity without a price: all of it or 0
 * @param unpricedReason why there is no price
 * @param reportingCurrency currency of {@code reporting_cost}; null unless the request has it
 * @param reportingCost {@code contracted_cost} in the reporting currency; null without a cost or an exchange rate
 * @param exchangeRateId the exchange rate; null if the cost has the reporting currency, or there is no rate
 * @param exchangeRate one unit of {@code currency} in units of {@code reporting_currency}
 * @param exchangeRateFrom when the exchange rate took effect
 */
record CostItem(
  Instant bucketStart,
  Instant bucketEnd,
  @Nullable String providerDeploymentId,
  @Nullable String providerAuthConfigId,
  @Nullable Long credentialVersion,
  @Nullable String tool,
  @Nullable String sessionId,
  @Nullable String user,
  @Nullable String providerId,
  @Nullable String outcome,
  @Nullable Map<String, @Nullable String> metadata,
  String meter,
  String payer,
  String unit,
  @Nullable String priceSource,
  @Nullable String currency,
  @Nullable String listCurrency,
  @Nullable String listCost,
  @Nullable String contractedCost,
  @Nullable String billedCost,
  String quantity,
  long count,
  String unpricedQuantity,
  @Nullable String unpricedReason,
  @Nullable String reportingCurrency,
  @Nullable String reportingCost,
  @Nullable String exchangeRateId,
  @Nullable String exchangeRate,
  @Nullable Instant exchangeRateFrom
) {}
