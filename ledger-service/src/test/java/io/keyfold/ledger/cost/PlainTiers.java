package io.keyfold.ledger.cost;

import io.keyfold.ledger.operations.Operation;
import io.keyfold.schema.Price;
import io.keyfold.schema.PriceTier;
import io.keyfold.schema.PriceTiers;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The cost of operations with their prices, computed the plain way: one operation after the other. */
final class PlainTiers {

  private static final Set<String> FAILED = Set.of(
    "FAILED",
    "PROVIDER_REFUSED",
    "PROVIDER_UNREACHABLE",
    "RATE_LIMITED"
  );

  private record Pool(
    String list,
    @Nullable String tool,
    String provider,
    String meter,
    String payer,
    YearMonth month
  ) {}

  private final Map<Operation, BigDecimal> costs = new HashMap<>();

  /**
   * Computes the costs.
   *
   * @param operations in the order of their time and id
   */
  PlainTiers(List<Operation> operations, Function<Operation, PlainPrices.@Nullable Found> prices) {
    Map<Pool, BigDecimal> totals = new HashMap<>();
    for (Operation operation : operations) {
      PlainPrices.Found found = prices.apply(operation);
      if (found != null && succeeded(operation)) {
        totals.merge(pool(operation, found), operation.quantity(), BigDecimal::add);
      }
    }
    Map<Pool, BigDecimal> used = new HashMap<>();
    for (Operation operation : operations) {
      PlainPrices.Found found = prices.apply(operation);
      if (found == null) {
        continue;
      }
      Price price = found.price();
      PriceTiers tiers = price.getTiers();
      if (succeeded(operation)) {
        Pool pool = pool(operation, found);
        BigDecimal before = used.getOrDefault(pool, BigDecimal.ZERO);
        BigDecimal after = before.add(operation.quantity());
        used.put(pool, after);
        costs.put(
          operation,
          tiers == null
            ? operation.quantity().multiply(price.getUnitPrice())
            : tiered(price, tiers, before, after, totals.getOrDefault(pool, BigDecimal.ZERO))
        );
      } else if (FAILED.contains(operation.outcome())) {
        costs.put(operation, operation.quantity().multiply(price.getFailedUnitPrice()));
      } else if (tiers == null && price.getUnitPrice().compareTo(price.getFailedUnitPrice()) == 0) {
        costs.put(operation, operation.quantity().multiply(price.getUnitPrice()));
      }
    }
  }

  @Nullable
  BigDecimal cost(Operation operation) {
    return costs.get(operation);
  }

  private static boolean succeeded(Operation operation) {
    return operation.outcome().equals("SUCCEEDED");
  }

  private static Pool pool(Operation operation, PlainPrices.Found found) {
    YearMonth month = YearMonth.from(operation.occurredAt().atZone(ZoneOffset.UTC));
    String tool = found.price().getTool();
    return new Pool(found.listId(), tool, operation.providerId(), operation.meter(), operation.payer(), month);
  }

  private static BigDecimal tiered(
    Price price,
    PriceTiers tiers,
    BigDecimal before,
    BigDecimal after,
    BigDecimal total
  ) {
    BigDecimal from = paid(before, tiers);
    BigDecimal to = paid(after, tiers);
    if (tiers.getVolume()) {
      return to.subtract(from).multiply(reached(price, tiers, paid(total, tiers)));
    }
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal start = from;
    for (PriceTier tier : tiers.getTiers()) {
      BigDecimal end = to.min(tier.getUpTo());
      if (end.compareTo(start) > 0) {
        sum = sum.add(end.subtract(start).multiply(tier.getUnitPrice()));
        start = end;
      }
    }
    return sum.add(to.subtract(start).multiply(price.getUnitPrice()));
  }

  private static BigDecimal reached(Price price, PriceTiers tiers, BigDecimal quantity) {
    for (PriceTier tier : tiers.getTiers()) {
      if (quantity.compareTo(tier.getUpTo()) <= 0) {
        return tier.getUnitPrice();
      }
    }
    return price.getUnitPrice();
  }

  private static BigDecimal paid(BigDecimal quantity, PriceTiers tiers) {
    return quantity.subtract(tiers.getFreeQuota()).max(BigDecimal.ZERO);
  }
}
