package io.keyfold.ledger.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The requirements of FOCUS 1.4 Cost and Usage that apply to rows of usage, as a table: by column, what the specification
 * says and how it is checked.
 */
final class FocusRules {

  /**
   * A requirement.
   *
   * @param column the column
   * @param text what the specification says
   * @param holds whether it holds for a row
   */
  record Rule(String column, String text, Predicate<Row> holds) {}

  /**
   * A row.
   *
   * @param values by column; null is null
   */
  record Row(Map<String, @Nullable String> values) {
    @Nullable
    String text(String column) {
      return values.get(column);
    }

    boolean has(String column) {
      return values.get(column) != null;
    }

    BigDecimal number(String column) {
      return new BigDecimal(String.valueOf(values.get(column)));
    }

    Instant time(String column) {
      return Instant.parse(String.valueOf(values.get(column)));
    }

    boolean is(String column, String... allowed) {
      return List.of(allowed).contains(values.get(column));
    }
  }

  static final List<Rule> ROWS = List.of(
    decimal("BilledCost"),
    new Rule(
      "BilledCost",
      "who does not invoice writes 0",
      row -> row.is("x_Payer", "platform") || row.number("BilledCost").signum() == 0
    ),
    notNull("BillingAccountId"),
    text("BillingAccountName"),
    new Rule(
      "BillingCurrency",
      "MUST be a code of ISO 4217",
      row -> row.has("BillingCurrency") && Currency.getInstance(row.text("BillingCurrency")) != null
    ),
    time("BillingPeriodEnd"),
    time("BillingPeriodStart"),
    new Rule("BillingPeriodEnd", "exclusive end of the period", row ->
      row.time("BillingPeriodStart").isBefore(row.time("BillingPeriodEnd"))
    ),
    new Rule("ChargeCategory", "MUST be one of the allowed values", row ->
      row.is("ChargeCategory", "Usage", "Purchase", "Tax", "Credit", "Adjustment")
    ),
    new Rule("ChargeClass", "MUST be null when it is no correction", row -> !row.has("ChargeClass")),
    notNull("ChargeDescription"),
    new Rule("ChargeFrequency", "MUST be one of the allowed values", row ->
      row.is("ChargeFrequency", "One-Time", "Recurring", "Usage-Based")
    ),
    time("ChargePeriodEnd"),
    time("ChargePeriodStart"),
    new Rule(
      "ChargePeriodStart",
      "the period is in the billing period",
      row ->
        !row.time("ChargePeriodStart").isBefore(row.time("BillingPeriodStart")) &&
        !row.time("ChargePeriodEnd").isAfter(row.time("BillingPeriodEnd")) &&
        row.time("ChargePeriodStart").isBefore(row.time("ChargePeriodEnd"))
    ),
    decimal("ConsumedQuantity"),
    unit("ConsumedUnit"),
    decimal("ContractedCost"),
    new Rule("ContractedCost", "MUST equal ContractedUnitPrice times PricingQuantity", row ->
      product(row, "ContractedCost", "ContractedUnitPrice")
    ),
    new Rule(
      "ContractedCost",
      "MUST equal ListCost when no negotiated terms apply",
      row -> row.is("x_PriceSource", "contract") || row.number("ContractedCost").compareTo(row.number("ListCost")) == 0
    ),
    notNegative("ContractedUnitPrice"),
    decimal("EffectiveCost"),
    new Rule(
      "EffectiveCost",
      "MUST match BilledCost when nothing covers the charge",
      row -> row.number("EffectiveCost").compareTo(row.number("BilledCost")) == 0
    ),
    notNull("HostProviderName"),
    notNull("InvoiceIssuerName"),
    decimal("ListCost"),
    new Rule("ListCost", "MUST equal ListUnitPrice times PricingQuantity", row ->
      product(row, "ListCost", "ListUnitPrice")
    ),
    notNegative("ListUnitPrice"),
    new Rule("PricingCategory", "MUST be one of the allowed values", row ->
      row.is("PricingCategory", "Standard", "Dynamic", "Committed", "Other")
    ),
    decimal("PricingQuantity"),
    unit("PricingUnit"),
    notNull("ResourceId"),
    new Rule(
      "ResourceName",
      "MUST NOT duplicate ResourceId",
      row -> !row.has("ResourceName") || !row.is("ResourceName", String.valueOf(row.text("ResourceId")))
    ),
    new Rule(
      "ResourceType",
      "MUST NOT be null when ResourceId is not null",
      row -> row.has("ResourceId") == row.has("ResourceType")
    ),
    new Rule("ServiceCategory", "MUST be one of the allowed values", row -> row.is("ServiceCategory", "Other")),
    notNull("ServiceName"),
    notNull("ServiceProviderName"),
    new Rule(
      "ServiceSubcategory",
      "MUST have the parent ServiceCategory",
      row -> row.is("ServiceSubcategory", "Other (Other)") && row.is("ServiceCategory", "Other")
    ),
    notNull("SkuId"),
    new Rule("SkuMeter", "SHOULD NOT be null when SkuId is not null", row -> row.has("SkuMeter")),
    new Rule("SkuPriceDetails", "MAY be null", row -> !row.has("SkuPriceDetails")),
    new Rule(
      "SkuPriceId",
      "MUST NOT be null for usage, and has one parent SkuId",
      row -> row.has("SkuPriceId") && String.valueOf(row.text("SkuPriceId")).startsWith(row.text("SkuId") + "/")
    ),
    new Rule("Tags", "MUST be an object of numbers, texts, booleans or null", row -> !row.has("Tags") || tags(row))
  );

  private FocusRules() {}

  /** Checks a row against all rules. */
  static void check(Map<String, @Nullable String> values) {
    Row row = new Row(values);
    for (Rule rule : ROWS) {
      assertThat(rule.holds().test(row)).as("%s %s: %s", rule.column(), rule.text(), values).isTrue();
    }
  }

  private static boolean product(Row row, String cost, String price) {
    return row.number(cost).compareTo(row.number(price).multiply(row.number("PricingQuantity"))) == 0;
  }

  private static boolean tags(Row row) {
    JsonNode tags = JsonMapper.shared().readTree(row.text("Tags"));
    return tags.isObject() && tags.valueStream().allMatch(JsonNode::isValueNode);
  }

  private static Rule notNull(String column) {
    return new Rule(
      column,
      "MUST NOT be null; no empty text",
      row -> row.has(column) && !String.valueOf(row.text(column)).isBlank()
    );
  }

  private static Rule text(String column) {
    return new Rule(
      column,
      "null or no empty text",
      row -> !row.has(column) || !String.valueOf(row.text(column)).isBlank()
    );
  }

  private static Rule decimal(String column) {
    return new Rule(
      column,
      "MUST NOT be null, and be a decimal in NumericFormat",
      row -> row.has(column) && String.valueOf(row.text(column)).matches("-?[0-9]+([.][0-9]+)?")
    );
  }

  private static Rule notNegative(String column) {
    return new Rule(
      column,
      "MUST NOT be null for usage, and be non-negative",
      row -> row.has(column) && row.number(column).signum() >= 0
    );
  }

  private static Rule time(String column) {
    return new Rule(
      column,
      "MUST NOT be null, and be UTC like 2026-01-01T00:00:00Z",
      row ->
        row.has(column) &&
        String.valueOf(row.text(column)).matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
    );
  }

  private static Rule unit(String column) {
    return new Rule(
      column,
      "MUST NOT be null for usage; counts are capitalized plurals",
      row -> row.has(column) && String.valueOf(row.text(column)).matches("[A-Z][A-Za-z_]*s")
    );
  }
}
