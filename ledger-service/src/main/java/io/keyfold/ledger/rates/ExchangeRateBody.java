package io.keyfold.ledger.rates;

import io.keyfold.ledger.query.Decimals;
import java.time.Instant;

/**
 * An exchange rate.
 *
 * @param object always {@code exchange_rate}
 * @param id its id
 * @param currency currency that is converted, ISO 4217
 * @param reportingCurrency currency into which it is converted, ISO 4217
 * @param rate one unit of {@code currency} in units of {@code reporting_currency}, as a decimal number in text
 * @param effectiveFrom when it takes effect; it applies until a later rate of the same currencies takes effect
 * @param createdAt when it was set; of rates with the same {@code effective_from}, the last one applies
 */
record ExchangeRateBody(
  String object,
  String id,
  String currency,
  String reportingCurrency,
  String rate,
  Instant effectiveFrom,
  Instant createdAt
) {
  static ExchangeRateBody of(ExchangeRate rate) {
    return new ExchangeRateBody(
      ExchangeRate.ENTITY,
      rate.id(),
      rate.currency(),
      rate.reportingCurrency(),
      Decimals.text(rate.rate()),
      rate.effectiveFrom(),
      rate.createdAt()
    );
  }
}
