package io.keyfold.ledger.cost;

import io.keyfold.ledger.commands.LedgerCommand;
import io.keyfold.ledger.decide.LedgerDecider;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.exports.ExportsFold;
import io.keyfold.ledger.prices.PriceListsFold;
import io.keyfold.ledger.testing.PriceLists;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.schema.Price;
import io.keyfold.schema.PriceListTerms;
import io.keyfold.schema.PriceTier;
import io.keyfold.schema.PriceTiers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random price lists of a tenant, another tenant and the operator, with corrections and archived lists. */
public final class RandomPrices {

  private static final Instant FROM = Instant.parse("2026-10-18T00:00:00Z");
  private static final int SPAN_SECONDS = 18 * 24 * 3600;

  private final Random random;
  private final InMemoryLog<LedgerCommand, LedgerEvent> log = new InMemoryLog<>(
    LedgerCommand.class,
    new LedgerDecider(),
    List.of(new PriceListsFold(), new ExportsFold())
  );

  /** Creates random price lists. */
  public RandomPrices(Random random) {
    this.random = random;
    for (TenantId owner : List.of(new TenantId("tnt_a"), new TenantId("tnt_b"), TenantId.PLATFORM)) {
      int lists = random.nextInt(4);
      for (int i = 0; i < lists; i++) {
        list(owner, "prl_" + owner.value() + i);
      }
    }
  }

  /** {@return the view of them} */
  public InMemoryLog<LedgerCommand, LedgerEvent> view() {
    return log;
  }

  /** Adds a version to a list that may be active. */
  public void correct(TenantId owner) {
    log.append(PriceLists.create(owner, "prl_correction" + random.nextInt(), terms(), time())).block();
  }

  private void list(TenantId owner, String id) {
    log.append(PriceLists.create(owner, id, terms(), time())).block();
    int more = random.nextInt(5);
    for (int i = 0; i < more; i++) {
      log.append(PriceLists.add(owner, id, terms(), time())).block();
    }
    if (random.nextInt(4) == 0) {
      log.append(PriceLists.archive(owner, id, time())).block();
    }
  }

  private PriceListTerms terms() {
    Map<List<@Nullable String>, Price> prices = new LinkedHashMap<>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      List<@Nullable String> subject = new ArrayList<>();
      subject.add("prv_" + random.nextInt(2));
      subject.add(random.nextBoolean() ? null : "tool" + random.nextInt(3));
      subject.add(random.nextInt(4) == 0 ? "credential_resolutions" : "tool_calls");
      BigDecimal unit = BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 12);
      BigDecimal failed = switch (random.nextInt(3)) {
        case 0 -> unit;
        case 1 -> BigDecimal.ZERO.setScale(12);
        default -> BigDecimal.valueOf(random.nextInt(1_000), 3).setScale(12);
      };
      prices.put(
        subject,
        new Price(String.valueOf(subject.get(0)), subject.get(1), String.valueOf(subject.get(2)), unit, failed, tiers())
      );
    }
    return new PriceListTerms(random.nextBoolean() ? "EUR" : "USD", time(), List.copyOf(prices.values()));
  }

  private @Nullable PriceTiers tiers() {
    if (random.nextInt(3) > 0) {
      return null;
    }
    List<PriceTier> tiers = new ArrayList<>();
    long end = 0;
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      end += 1 + random.nextLong(5_000_000_000L);
      tiers.add(new PriceTier(BigDecimal.valueOf(end, 9), BigDecimal.valueOf(random.nextInt(1_000), 12)));
    }
    BigDecimal free = BigDecimal.valueOf(random.nextBoolean() ? 0 : random.nextLong(8_000_000_000L), 9);
    return free.signum() == 0 && tiers.isEmpty() ? null : new PriceTiers(free, random.nextBoolean(), tiers);
  }

  private Instant time() {
    return FROM.plusSeconds(random.nextInt(SPAN_SECONDS)).plusNanos(random.nextInt(1_000_000) * 1_000L);
  }
}
