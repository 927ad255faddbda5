package io.keyfold.ledger.rates;

import java.time.Instant;

/**
 * An exchange rate and when it applies.
 *
 * @param rate the rate, which begins to apply at its time
 * @param end when it ends, exclusive: when a later rate takes effect
 */
public record RateInterval(ExchangeRate rate, Instant end) {}
