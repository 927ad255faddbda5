package io.keyfold.ledger.prices;

import io.keyfold.ledger.query.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * A price, in requests and responses. Amounts are decimal numbers in text.
 *
 * @param providerId the provider
 * @param tool key of the tool at the provider; null or omitted for all tools without a price of their own
 * @param meter what is counted, like {@code tool_calls}
 * @param unitPrice price of one unit of an operation that succeeded
 * @param failedUnitPrice price of one unit of an operation that failed; 0 if omitted
 */
record PriceBody(
  String providerId,
  @Nullable String tool,
  String meter,
  String unitPrice,
  @Nullable String failedUnitPrice
) {
  static PriceBody of(Price price) {
    return new PriceBody(
      price.providerId(),
      price.tool(),
      price.meter(),
      Decimals.text(price.unitPrice()),
      Decimals.text(price.failedUnitPrice())
    );
  }
}
