package io.keyfold.ledger.prices;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The price of an operation's quantity. Amounts are exact decimals in the currency of the version.
 *
 * @param providerId the provider
 * @param tool key of the tool; null for all tools without a price of their own
 * @param meter what is counted
 * @param unitPrice price of one unit of an operation that succeeded
 * @param failedUnitPrice price of one unit of an operation that failed
 * @param tiers how the price of what succeeded depends on the quantity of a month
 */
public record Price(
  String providerId,
  @Nullable String tool,
  String meter,
  BigDecimal unitPrice,
  BigDecimal failedUnitPrice,
  Tiers tiers
) {
  /** Decimal places of a price. */
  public static final int SCALE = 12;

  /** Sets the scale, so that equal prices are equal objects. */
  public Price {
    unitPrice = unitPrice.setScale(SCALE, RoundingMode.UNNECESSARY);
    failedUnitPrice = failedUnitPrice.setScale(SCALE, RoundingMode.UNNECESSARY);
  }

  static Price fromAvro(io.keyfold.schema.Price price) {
    return new Price(
      price.getProviderId(),
      price.getTool(),
      price.getMeter(),
      price.getUnitPrice(),
      price.getFailedUnitPrice(),
      Tiers.fromAvro(price.getTiers())
    );
  }

  io.keyfold.schema.Price toAvro() {
    return new io.keyfold.schema.Price(providerId, tool, meter, unitPrice, failedUnitPrice, tiers.toAvro());
  }
}
