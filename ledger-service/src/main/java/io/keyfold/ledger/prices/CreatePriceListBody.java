package io.keyfold.ledger.prices;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Request to create a price list with its first version.
 *
 * @param kind {@code contract} (default): the tenant's prices; {@code list}: the list prices for all tenants, which
 *     needs the scope {@code platform.tenant:write}
 * @param name display name
 * @param description description for users
 * @param currency currency of the prices, ISO 4217
 * @param effectiveFrom when the prices take effect
 * @param prices the prices
 */
record CreatePriceListBody(
  @Nullable String kind,
  String name,
  @Nullable String description,
  String currency,
  Instant effectiveFrom,
  List<PriceBody> prices
) implements TermsBody {
  boolean isOfPlatform() {
    return PriceKind.LIST.wire().equals(kind);
  }
}
