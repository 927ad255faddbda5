package io.keyfold.ledger.prices;

import io.keyfold.platform.error.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the tiers of a price beyond their JSON Schema. Pure. */
final class TiersInput {

  private TiersInput() {}

  /**
   * {@return what does not fit}
   *
   * @param at index of the price
   */
  static List<FieldError> errors(PriceBody price, String at) {
    List<FieldError> errors = new ArrayList<>();
    BigDecimal before = BigDecimal.ZERO;
    List<TierBody> tiers = tiers(price);
    for (int i = 0; i < tiers.size(); i++) {
      BigDecimal upTo = new BigDecimal(tiers.get(i).upTo());
      if (upTo.compareTo(before) <= 0) {
        String index = Integer.toString(i);
        String message = "tiers are in the order of up_to: each is greater than the one before, the first than 0";
        errors.add(new FieldError("out_of_range", message, List.of("prices", at, "tiers", index, "up_to")));
      }
      before = upTo;
    }
    if (price.tierMode() != null && tiers.isEmpty()) {
      String message = "tier_mode needs tiers: add tiers, or omit it";
      errors.add(new FieldError("invalid", message, List.of("prices", at, "tier_mode")));
    }
    return errors;
  }

  static Tiers parse(PriceBody price) {
    return new Tiers(
      Optional.ofNullable(price.freeQuota()).map(BigDecimal::new).orElse(BigDecimal.ZERO),
      Optional.ofNullable(price.tierMode()).map(TierMode::ofWire).orElse(TierMode.GRADUATED),
      tiers(price)
        .stream()
        .map(tier -> new Tier(new BigDecimal(tier.upTo()), new BigDecimal(tier.unitPrice())))
        .toList()
    );
  }

  private static List<TierBody> tiers(PriceBody price) {
    return Optional.ofNullable(price.tiers()).orElse(List.of());
  }
}
