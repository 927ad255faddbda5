package io.keyfold.ledger.cost;

import io.keyfold.ledger.query.Decimals;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The cost of one or more operations with the same prices. Null is unknown. Amounts are exact, so parts add up.
 *
 * @param list at the list price
 * @param contracted at the price that counts
 * @param payer whose account at the provider was used, as on the wire
 */
record Cost(@Nullable BigDecimal list, @Nullable BigDecimal contracted, String payer) {
  /** {@return what the platform bills: nothing where the customer pays the provider; null where the payer is unknown} */
  @Nullable
  String billed() {
    return switch (payer) {
      case "platform" -> text(contracted);
      case "customer" -> "0";
      default -> null;
    };
  }

  /** {@return the cost at the list price} */
  @Nullable
  String listText() {
    return text(list);
  }

  /** {@return the cost at the price that counts} */
  @Nullable
  String contractedText() {
    return text(contracted);
  }

  private static @Nullable String text(@Nullable BigDecimal amount) {
    return amount == null ? null : Decimals.text(amount);
  }
}
