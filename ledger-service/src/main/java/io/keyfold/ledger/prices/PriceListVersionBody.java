package io.keyfold.ledger.prices;

import java.time.Instant;
import java.util.List;

/**
 * A version of a price list.
 *
 * @param object always {@code price_list.version}
 * @param id its id in the list
 * @param priceListId the list
 * @param number its number in the list, from 1
 * @param currency currency of the prices, ISO 4217
 * @param effectiveFrom when it takes effect
 * @param prices its prices
 * @param createdAt when it was added
 */
record PriceListVersionBody(
  String object,
  String id,
  String priceListId,
  long number,
  String currency,
  Instant effectiveFrom,
  List<PriceBody> prices,
  Instant createdAt
) {
  static PriceListVersionBody of(String listId, PriceListVersion version) {
    return new PriceListVersionBody(
      "price_list.version",
      version.id(),
      listId,
      version.number(),
      version.currency(),
      version.effectiveFrom(),
      version.prices().stream().map(PriceBody::of).toList(),
      version.createdAt()
    );
  }
}
