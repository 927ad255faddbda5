package io.keyfold.ledger.prices;

import io.keyfold.schema.PriceTier;
import io.keyfold.schema.PriceTiers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a price depends on the quantity of a month. Months are in UTC. What counts is the quantity of operations that
 * succeeded and are priced by the same price list, of the same provider, meter and payer; of a tool with a price of its
 * own, only the tool's.
 *
 * @param freeQuota quantity of each month that is free; the tiers count from its end
 * @param mode which quantity has a tier's price
 * @param steps the tiers in the order of their ends; what is above the last one has the price's unit price
 */
public record Tiers(BigDecimal freeQuota, TierMode mode, List<Tier> steps) {
  /** Decimal places of a quantity. */
  public static final int SCALE = 9;

  /** Maximum number of tiers of a price. */
  public static final int MAX = 10;

  /** Each unit has the same price. */
  public static final Tiers NONE = new Tiers(BigDecimal.ZERO, TierMode.GRADUATED, List.of());

  /** Sets the scale, so that equal tiers are equal objects. */
  public Tiers {
    freeQuota = freeQuota.setScale(SCALE, RoundingMode.UNNECESSARY);
    steps = List.copyOf(steps);
  }

  /** {@return whether each unit has the same price} */
  public boolean none() {
    return freeQuota.signum() == 0 && steps.isEmpty();
  }

  static Tiers fromAvro(@Nullable PriceTiers tiers) {
    return tiers == null
      ? NONE
      : new Tiers(
          tiers.getFreeQuota(),
          tiers.getVolume() ? TierMode.VOLUME : TierMode.GRADUATED,
          tiers
            .getTiers()
            .stream()
            .map(tier -> new Tier(tier.getUpTo(), tier.getUnitPrice()))
            .toList()
        );
  }

  @Nullable
  PriceTiers toAvro() {
    return none()
      ? null
      : new PriceTiers(
          freeQuota,
          mode == TierMode.VOLUME,
          steps
            .stream()
            .map(step -> new PriceTier(step.upTo(), step.unitPrice()))
            .toList()
        );
  }
}
