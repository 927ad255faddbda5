package io.keyfold.ledger.testing;

import io.keyfold.ledger.commands.AddPriceListVersion;
import io.keyfold.ledger.commands.ArchivePriceList;
import io.keyfold.ledger.commands.CreatePriceList;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.Price;
import io.keyfold.schema.PriceListTerms;
import io.keyfold.schema.PriceTier;
import io.keyfold.schema.PriceTiers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands on price lists for tests. */
public final class PriceLists {

  private PriceLists() {}

  /** {@return the creation of a list} */
  public static CreatePriceList create(TenantId owner, String id, PriceListTerms terms, Instant at) {
    return CreatePriceList.newBuilder()
      .setMeta(request(owner, at).meta(id))
      .setName("List " + id)
      .setTerms(terms)
      .build();
  }

  /** {@return the addition of a version} */
  public static AddPriceListVersion add(TenantId owner, String id, PriceListTerms terms, Instant at) {
    return new AddPriceListVersion(request(owner, at).meta(id), terms);
  }

  /** {@return the archiving of a list} */
  public static ArchivePriceList archive(TenantId owner, String id, Instant at) {
    return new ArchivePriceList(request(owner, at).meta(id));
  }

  /** {@return the terms of a version} */
  public static PriceListTerms terms(String currency, String effectiveFrom, Price... prices) {
    return new PriceListTerms(currency, Instant.parse(effectiveFrom), List.of(prices));
  }

  /** {@return a price of tool calls} */
  public static Price price(String provider, @Nullable String tool, String unit, String failed) {
    return new Price(
      provider,
      tool,
      "tool_calls",
      new BigDecimal(unit).setScale(12),
      new BigDecimal(failed).setScale(12),
      null
    );
  }

  /** {@return the price with a free quota and tiers, of which each is its end and its unit price} */
  public static Price tiered(Price price, String freeQuota, boolean volume, String... tiers) {
    List<PriceTier> steps = new ArrayList<>();
    for (int i = 0; i < tiers.length; i += 2) {
      steps.add(new PriceTier(new BigDecimal(tiers[i]).setScale(9), new BigDecimal(tiers[i + 1]).setScale(12)));
    }
    return Price.newBuilder(price)
      .setTiers(new PriceTiers(new BigDecimal(freeQuota).setScale(9), volume, steps))
      .build();
  }

  private static WriteRequest request(TenantId owner, Instant at) {
    return WriteRequest.of(owner, new Actor(ActorType.API_KEY, "key_1"), "req_1", at);
  }
}
