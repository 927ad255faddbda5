package io.keyfold.ledger.prices;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A step of a price.
 *
 * @param upTo quantity of a month up to which it applies
 * @param unitPrice price of one unit of an operation that succeeded
 */
public record Tier(BigDecimal upTo, BigDecimal unitPrice) {
  /** Sets the scales, so that equal tiers are equal objects. */
  public Tier {
    upTo = upTo.setScale(Tiers.SCALE, RoundingMode.UNNECESSARY);
    unitPrice = unitPrice.setScale(Price.SCALE, RoundingMode.UNNECESSARY);
  }
}
