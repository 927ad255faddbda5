package io.keyfold.ledger.prices;

import java.time.Instant;

/**
 * A price and when it applies.
 *
 * @param kind whose price it is
 * @param listId the price list
 * @param listVersion number of the version of the list
 * @param currency its currency, ISO 4217
 * @param price the price
 * @param start when the version takes effect
 * @param end when it ends, exclusive: when a later version takes effect, or the list was archived
 */
public record PriceInterval(
  PriceKind kind,
  String listId,
  long listVersion,
  String currency,
  Price price,
  Instant start,
  Instant end
) {}
