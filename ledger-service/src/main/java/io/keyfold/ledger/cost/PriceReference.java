package io.keyfold.ledger.cost;

import io.keyfold.ledger.prices.PriceInterval;

/**
 * The version of a price list that a price is from.
 *
 * @param priceListId the price list
 * @param version number of the version
 */
record PriceReference(String priceListId, long version) {
  private static final char SEPARATOR = '/';

  static PriceReference of(PriceInterval price) {
    return new PriceReference(price.listId(), price.listVersion());
  }

  static PriceReference parse(String text) {
    int at = text.indexOf(SEPARATOR);
    return new PriceReference(text.substring(0, at), Long.parseLong(text.substring(at + 1)));
  }

  String text() {
    return priceListId + SEPARATOR + version;
  }
}
