package io.keyfold.ledger.cost;

import io.keyfold.ledger.usage.UsageGroup;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A group of operations with their cost. Amounts are exact; null is unknown.
 *
 * @param group what the operations have in common
 * @param priceSource where the price is from: {@code contract} or {@code list}; null if there is none
 * @param currency currency of {@code contractedCost} and {@code billedCost}
 * @param listCurrency currency of {@code listCost}
 * @param unpricedReason why there is no price
 * @param quantity the quantity
 * @param count number of operations
 * @param listCost cost at the list price
 * @param contractedCost cost at the price that counts
 * @param billedCost what the platform bills: 0 where the customer pays the provider, null where the payer is unknown
 * @param price the price; null if the groups are not split by price
 */
public record PricedGroup(
  UsageGroup group,
  @Nullable String priceSource,
  @Nullable String currency,
  @Nullable String listCurrency,
  @Nullable String unpricedReason,
  BigDecimal quantity,
  long count,
  @Nullable BigDecimal listCost,
  @Nullable BigDecimal contractedCost,
  @Nullable BigDecimal billedCost,
  @Nullable UnitPrice price
) {
  /**
   * The price of each operation of a group.
   *
   * @param succeeded whether the operations succeeded
   * @param priceListId the price list with the price that counts
   * @param priceListVersion number of its version
   * @param amount the price that counts, of one unit
   * @param listPriceListId the price list with the list price
   * @param listPriceListVersion number of its version
   * @param listAmount the list price of one unit
   */
  public record UnitPrice(
    boolean succeeded,
    @Nullable String priceListId,
    @Nullable Long priceListVersion,
    @Nullable BigDecimal amount,
    @Nullable String listPriceListId,
    @Nullable Long listPriceListVersion,
    @Nullable BigDecimal listAmount
  ) {}
}
