package io.keyfold.ledger.exports;

import io.keyfold.ledger.cost.PricedGroup;
import io.keyfold.ledger.prices.Price;
import io.keyfold.ledger.usage.Dimension;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of FOCUS Cost and Usage: operations of one charge period with the same price, whose costs are all known.
 *
 * @param priced the operations
 * @param names names and metadata
 * @param zone time zone of the billing periods, which are its months
 */
record FocusRow(PricedGroup priced, FocusNames names, ZoneId zone) {
  private PricedGroup.UnitPrice price() {
    return Objects.requireNonNull(priced.price());
  }

  @Nullable
  String value(Dimension dimension) {
    return priced.group().value(dimension);
  }

  String deploymentId() {
    return Objects.requireNonNull(value(Dimension.DEPLOYMENT));
  }

  String providerId() {
    return Objects.requireNonNull(value(Dimension.PROVIDER));
  }

  String providerName() {
    return names.provider(providerId());
  }

  FocusNames.Deployment deployment() {
    return names.deployment(deploymentId());
  }

  Instant billingPeriodStart() {
    return month().atStartOfDay(zone).toInstant();
  }

  Instant billingPeriodEnd() {
    return month().plusMonths(1).atStartOfDay(zone).toInstant();
  }

  private LocalDate month() {
    return priced.group().start().atZone(zone).toLocalDate().withDayOfMonth(1);
  }

  BigDecimal contractedCost() {
    return Objects.requireNonNull(priced.contractedCost());
  }

  BigDecimal contractedUnitPrice() {
    BigDecimal amount = price().amount();
    return amount == null ? blended(contractedCost()) : amount;
  }

  BigDecimal billedCost() {
    return Objects.requireNonNull(priced.billedCost());
  }

  /** Without a list price in the billing currency, the price that was agreed on is the only one that is known. */
  BigDecimal listCost() {
    BigDecimal list = priced.listCost();
    return list != null && hasListPrice() ? list : contractedCost();
  }

  BigDecimal listUnitPrice() {
    BigDecimal list = priced.listCost();
    if (list == null || !hasListPrice()) {
      return contractedUnitPrice();
    }
    BigDecimal amount = price().listAmount();
    return amount == null ? blended(list) : amount;
  }

  /** Quantities other than 1 may be in several tiers: their average price, rounded to the places of a price. */
  private BigDecimal blended(BigDecimal cost) {
    return priced.quantity().signum() == 0
      ? BigDecimal.ZERO
      : cost.divide(priced.quantity(), Price.SCALE, RoundingMode.HALF_EVEN);
  }

  private boolean hasListPrice() {
    return Objects.equals(priced.listCurrency(), priced.currency());
  }

  @Nullable
  BigDecimal knownListUnitPrice() {
    return price().listAmount();
  }

  @Nullable
  String listPriceListId() {
    return priced.listCost() == null ? null : price().listPriceListId();
  }

  @Nullable
  Long listPriceListVersion() {
    return priced.listCost() == null ? null : price().listPriceListVersion();
  }

  @Nullable
  String priceListId() {
    return price().priceListId();
  }

  @Nullable
  Long priceListVersion() {
    return price().priceListVersion();
  }

  /** What is used: a tool of a provider, by a meter. */
  String skuId() {
    String tool = value(Dimension.TOOL);
    return providerId() + "/" + (tool == null ? "" : tool) + "/" + priced.group().meter();
  }

  /** Success and failure have prices of their own. */
  String skuPriceId() {
    return skuId() + (price().succeeded() ? "/succeeded" : "/failed");
  }

  String description() {
    String tool = value(Dimension.TOOL);
    return priced.group().meter() + " of " + (tool == null ? "" : tool + " of ") + providerName();
  }

  /** Who pays the provider gets the provider's invoice. */
  String invoiceIssuer() {
    return priced.group().payer().equals("customer") ? providerName() : "Keyfold";
  }

  /** Units of counts are capitalized plurals. */
  String unit() {
    String unit = priced.group().unit();
    String plural = unit.endsWith("s") ? unit : unit + "s";
    return plural.substring(0, 1).toUpperCase(Locale.ROOT) + plural.substring(1);
  }
}
