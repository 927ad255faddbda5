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
import java.math.BigDecimal;
import java.time.Instant;
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
      new BigDecimal(failed).setScale(12)
    );
  }

  private static WriteRequest request(TenantId owner, Instant at) {
    return WriteRequest.of(owner, new Actor(ActorType.API_KEY, "key_1"), "req_1", at);
  }
}
