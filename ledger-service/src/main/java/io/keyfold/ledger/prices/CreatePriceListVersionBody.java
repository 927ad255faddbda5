package io.keyfold.ledger.prices;

import java.time.Instant;
import java.util.List;

/**
 * Request to add a version to a price list.
 *
 * @param currency currency of the prices, ISO 4217
 * @param effectiveFrom when the prices take effect; a correction takes effect in the past
 * @param prices the prices; those of earlier versions do not continue
 */
record CreatePriceListVersionBody(
  String currency,
  Instant effectiveFrom,
  List<PriceBody> prices
) implements TermsBody {}
