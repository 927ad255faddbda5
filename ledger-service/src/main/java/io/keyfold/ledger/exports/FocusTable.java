package io.keyfold.ledger.exports;

import static io.keyfold.ledger.table.Column.decimal;
import static io.keyfold.ledger.table.Column.integer;
import static io.keyfold.ledger.table.Column.json;
import static io.keyfold.ledger.table.Column.text;
import static io.keyfold.ledger.table.Column.time;

import io.keyfold.ledger.table.RowTable;
import io.keyfold.ledger.usage.Dimension;

/**
 * The columns of FOCUS Cost and Usage, in their order, and our own, which begin with {@code x_}. Conditional columns of
 * concepts that do not exist here, like commitments, regions and invoices, are missing, as the specification wants.
 */
final class FocusTable {

  private FocusTable() {}

  static RowTable<FocusRow> of(FocusVersion version) {
    RowTable.Builder<FocusRow> table = charges();
    pricing(table);
    if (version == FocusVersion.V1_3) {
      table.add(text("ProviderName"), FocusRow::providerName).add(text("PublisherName"), FocusRow::providerName);
    }
    service(table);
    return own(table).build();
  }

  private static RowTable.Builder<FocusRow> charges() {
    return new RowTable.Builder<FocusRow>()
      .add(decimal("BilledCost"), FocusRow::billedCost)
      .add(text("BillingAccountId"), row -> row.names().tenantId())
      .add(text("BillingAccountName"), row -> row.names().tenantName())
      .add(text("BillingCurrency"), row -> row.priced().currency())
      .add(time("BillingPeriodEnd"), FocusRow::billingPeriodEnd)
      .add(time("BillingPeriodStart"), FocusRow::billingPeriodStart)
      .add(text("ChargeCategory"), row -> "Usage")
      .add(text("ChargeClass"), row -> null)
      .add(text("ChargeDescription"), FocusRow::description)
      .add(text("ChargeFrequency"), row -> "Usage-Based")
      .add(time("ChargePeriodEnd"), row -> row.priced().group().end())
      .add(time("ChargePeriodStart"), row -> row.priced().group().start());
  }

  private static void pricing(RowTable.Builder<FocusRow> table) {
    table
      .add(decimal("ConsumedQuantity"), row -> row.priced().quantity())
      .add(text("ConsumedUnit"), FocusRow::unit)
      .add(decimal("ContractedCost"), FocusRow::contractedCost)
      .add(decimal("ContractedUnitPrice"), FocusRow::contractedUnitPrice)
      .add(decimal("EffectiveCost"), FocusRow::billedCost)
      .add(text("HostProviderName"), FocusRow::providerName)
      .add(text("InvoiceIssuerName"), FocusRow::invoiceIssuer)
      .add(decimal("ListCost"), FocusRow::listCost)
      .add(decimal("ListUnitPrice"), FocusRow::listUnitPrice)
      .add(text("PricingCategory"), row -> "Standard")
      .add(decimal("PricingQuantity"), row -> row.priced().quantity())
      .add(text("PricingUnit"), FocusRow::unit);
  }

  private static void service(RowTable.Builder<FocusRow> table) {
    table
      .add(text("ResourceId"), FocusRow::deploymentId)
      .add(text("ResourceName"), row -> row.deployment().name())
      .add(text("ResourceType"), row -> "Provider Deployment")
      .add(text("ServiceCategory"), row -> "Other")
      .add(text("ServiceName"), FocusRow::providerName)
      .add(text("ServiceProviderName"), FocusRow::providerName)
      .add(text("ServiceSubcategory"), row -> "Other (Other)")
      .add(text("SkuId"), FocusRow::skuId)
      .add(text("SkuMeter"), row -> row.priced().group().meter())
      .add(json("SkuPriceDetails"), row -> null)
      .add(text("SkuPriceId"), FocusRow::skuPriceId)
      .add(json("Tags"), row -> row.deployment().tags());
  }

  private static RowTable.Builder<FocusRow> own(RowTable.Builder<FocusRow> table) {
    return table
      .add(text("x_CredentialId"), row -> row.value(Dimension.AUTH_CONFIG))
      .add(integer("x_CredentialVersion"), row -> row.priced().group().credentialVersion())
      .add(decimal("x_ListCost"), row -> row.priced().listCost())
      .add(text("x_ListCurrency"), row -> row.priced().listCurrency())
      .add(text("x_ListPriceListId"), FocusRow::listPriceListId)
      .add(integer("x_ListPriceListVersion"), FocusRow::listPriceListVersion)
      .add(decimal("x_ListUnitPrice"), FocusRow::knownListUnitPrice)
      .add(integer("x_OperationCount"), row -> row.priced().count())
      .add(text("x_Payer"), row -> row.priced().group().payer())
      .add(text("x_PriceListId"), FocusRow::priceListId)
      .add(integer("x_PriceListVersion"), FocusRow::priceListVersion)
      .add(text("x_PriceSource"), row -> row.priced().priceSource())
      .add(text("x_ProviderId"), FocusRow::providerId)
      .add(text("x_SessionId"), row -> row.value(Dimension.SESSION))
      .add(text("x_Tool"), row -> row.value(Dimension.TOOL))
      .add(text("x_UserId"), row -> row.value(Dimension.USER));
  }
}
