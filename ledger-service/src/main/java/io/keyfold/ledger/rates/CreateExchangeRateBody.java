package io.keyfold.ledger.rates;

import java.time.Instant;

/**
 * Request to set an exchange rate.
 *
 * @param currency currency that is converted, ISO 4217
 * @param reportingCurrency currency into which it is converted, ISO 4217
 * @param rate one unit of {@code currency} in units of {@code reporting_currency}, as a decimal number in text
 * @param effectiveFrom when it takes effect; a correction takes effect in the past
 */
record CreateExchangeRateBody(String currency, String reportingCurrency, String rate, Instant effectiveFrom) {}
