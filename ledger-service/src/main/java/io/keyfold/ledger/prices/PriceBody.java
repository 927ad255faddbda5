package io.keyfold.ledger.prices;

import io.keyfold.ledger.query.Decimals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A price, in requests and responses. Amounts are decimal numbers in text.
 *
 * @param providerId the provider
 * @param tool key of the tool at the provider; null or omitted for all tools without a price of their own
 * @param meter what is counted, like {@code tool_calls}
 * @param unitPrice price of one unit of an operation that succeeded, above the free quota and the tiers
 * @param failedUnitPrice price of one unit of an operation that failed; 0 if omitted. Failed operations count for neither
 *     the free quota nor the tiers
 * @param freeQuota quantity of each month, in UTC, that is free, as a decimal number in text; 0 if omitted. The tiers
 *     count from its end
 * @param tierMode {@code graduated}, the default: each tier prices the quantity between the end of the one before and its
 *     own; {@code volume}: the tier that the month's quantity reaches prices all of it. Null without tiers
 * @param tiers prices of the first units of each month, in UTC, by {@code up_to}; null if there are none
 */
record PriceBody(
  String providerId,
  @Nullable String tool,
  String meter,
  String unitPrice,
  @Nullable String failedUnitPrice,
  @Nullable String freeQuota,
  @Nullable String tierMode,
  @Nullable List<TierBody> tiers
) {
  static PriceBody of(Price price) {
    Tiers tiers = price.tiers();
    return new PriceBody(
      price.providerId(),
      price.tool(),
      price.meter(),
      Decimals.text(price.unitPrice()),
      Decimals.text(price.failedUnitPrice()),
      Decimals.text(tiers.freeQuota()),
      tiers.steps().isEmpty() ? null : tiers.mode().wire(),
      tiers.steps().isEmpty()
        ? null
        : tiers
            .steps()
            .stream()
            .map(tier -> new TierBody(Decimals.text(tier.upTo()), Decimals.text(tier.unitPrice())))
            .toList()
    );
  }
}
