package io.keyfold.ledger.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.table.Column;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The columns of FOCUS Cost and Usage, against the table of the specification's dataset. */
class FocusTableTest {

  private static final List<String> MANDATORY = List.of(
    "BilledCost",
    "BillingAccountId",
    "BillingAccountName",
    "BillingCurrency",
    "BillingPeriodEnd",
    "BillingPeriodStart",
    "ChargeCategory",
    "ChargeClass",
    "ChargeDescription",
    "ChargePeriodEnd",
    "ChargePeriodStart",
    "ContractedCost",
    "EffectiveCost",
    "HostProviderName",
    "InvoiceIssuerName",
    "ListCost",
    "PricingQuantity",
    "PricingUnit",
    "ServiceCategory",
    "ServiceName",
    "ServiceProviderName"
  );

  /** Usage is measured, there are unit prices, negotiated ones too, deployments are resources and have tags. */
  private static final List<String> CONDITIONAL = List.of(
    "ConsumedQuantity",
    "ConsumedUnit",
    "ContractedUnitPrice",
    "ListUnitPrice",
    "PricingCategory",
    "ResourceId",
    "ResourceName",
    "ResourceType",
    "SkuId",
    "SkuMeter",
    "SkuPriceDetails",
    "SkuPriceId",
    "Tags"
  );

  private static final List<String> RECOMMENDED = List.of("ChargeFrequency", "ServiceSubcategory");

  @Test
  void version14HasTheMandatoryColumnsAndThoseOfOurConditions() {
    Set<String> expected = new TreeSet<>(MANDATORY);
    expected.addAll(CONDITIONAL);
    expected.addAll(RECOMMENDED);

    assertThat(focus(FocusVersion.V1_4)).containsExactlyElementsOf(expected);
  }

  @Test
  void version13HasTheColumnsThat14Removed() {
    assertThat(focus(FocusVersion.V1_3))
      .containsAll(focus(FocusVersion.V1_4))
      .contains("ProviderName", "PublisherName")
      .hasSize(focus(FocusVersion.V1_4).size() + 2)
      .isSorted();
  }

  @Test
  void ownColumnsComeLastAndBeginWithX() {
    List<String> names = names(FocusVersion.V1_4);

    assertThat(names.subList(focus(FocusVersion.V1_4).size(), names.size()))
      .allMatch(name -> name.matches("x_[A-Z][A-Za-z]{1,47}"))
      .isSorted();
  }

  @Test
  void thereAreRulesForEachColumn() {
    assertThat(FocusRules.ROWS).extracting(FocusRules.Rule::column).containsAll(focus(FocusVersion.V1_4));
  }

  private static List<String> focus(FocusVersion version) {
    return names(version)
      .stream()
      .filter(name -> !name.startsWith("x_"))
      .toList();
  }

  private static List<String> names(FocusVersion version) {
    return FocusTable.of(version).names().stream().map(Column::name).toList();
  }
}
