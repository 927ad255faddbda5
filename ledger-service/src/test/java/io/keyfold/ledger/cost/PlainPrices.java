package io.keyfold.ledger.cost;

import io.keyfold.ledger.events.BudgetEvent;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.events.PriceListArchived;
import io.keyfold.ledger.events.PriceListCreated;
import io.keyfold.ledger.events.PriceListVersionAdded;
import io.keyfold.ledger.operations.Operation;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.Price;
import io.keyfold.schema.PriceListTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The price of one operation, computed the plain way: from all events, one list after the other. */
final class PlainPrices {

  private static final Set<String> FAILED = Set.of(
    "FAILED",
    "PROVIDER_REFUSED",
    "PROVIDER_UNREACHABLE",
    "RATE_LIMITED"
  );

  private record Version(PriceListTerms terms, long number) {}

  private static final class Versions {

    private final String owner;
    private final List<Version> versions = new ArrayList<>();
    private @Nullable Instant archived;

    private Versions(String owner) {
      this.owner = owner;
    }
  }

  /** A price that applies, and its version's currency and time. */
  private record Found(Price price, PriceListTerms terms, String listId) {
    boolean beats(@Nullable Found other) {
      if (other == null) {
        return true;
      }
      boolean own = price.getTool() != null;
      if (own != (other.price.getTool() != null)) {
        return own;
      }
      int time = terms.getEffectiveFrom().compareTo(other.terms.getEffectiveFrom());
      return time == 0 ? listId.compareTo(other.listId) > 0 : time > 0;
    }
  }

  /**
   * What an operation costs.
   *
   * @param contracted the cost that counts; null if unknown
   * @param currency its currency
   * @param list the cost at the list price
   * @param listCurrency its currency
   */
  record Priced(
    @Nullable BigDecimal contracted,
    @Nullable String currency,
    @Nullable BigDecimal list,
    @Nullable String listCurrency
  ) {}

  private final Map<String, Versions> lists = new LinkedHashMap<>();

  PlainPrices(List<LedgerEvent> events) {
    for (LedgerEvent event : events) {
      EventMeta meta = event.getMeta();
      Versions list = lists.computeIfAbsent(meta.getObjectId(), id -> new Versions(meta.getTenantId()));
      switch (event) {
        case PriceListCreated created -> list.versions.add(new Version(created.getTerms(), meta.getVersion()));
        case PriceListVersionAdded added -> list.versions.add(new Version(added.getTerms(), meta.getVersion()));
        case PriceListArchived archived -> list.archived = meta.getRecordedAt();
        case BudgetEvent budget -> throw new IllegalArgumentException("no prices: " + budget);
      }
    }
  }

  Priced of(Operation operation) {
    Found contract = find(operation, operation.tenantId());
    Found list = find(operation, "tnt_platform");
    BigDecimal listCost = cost(operation, list);
    Found counts = contract == null ? list : contract;
    BigDecimal contracted = cost(operation, counts);
    return new Priced(
      contracted,
      contracted == null || counts == null ? null : counts.terms.getCurrency(),
      listCost,
      listCost == null || list == null ? null : list.terms.getCurrency()
    );
  }

  private @Nullable Found find(Operation operation, String owner) {
    Found best = null;
    for (Map.Entry<String, Versions> entry : lists.entrySet()) {
      Versions list = entry.getValue();
      Instant archived = list.archived;
      if (list.owner.equals(owner) && (archived == null || operation.occurredAt().isBefore(archived))) {
        Version version = inEffect(list, operation.occurredAt());
        for (Price price : version == null ? List.<Price>of() : version.terms.getPrices()) {
          String tool = price.getTool();
          boolean fits =
            price.getProviderId().equals(operation.providerId()) &&
            price.getMeter().equals(operation.meter()) &&
            (tool == null || tool.equals(operation.tool()));
          if (fits && version != null) {
            Found found = new Found(price, version.terms, entry.getKey());
            best = found.beats(best) ? found : best;
          }
        }
      }
    }
    return best;
  }

  private static @Nullable Version inEffect(Versions list, Instant time) {
    Version best = null;
    for (Version one : list.versions) {
      Instant from = one.terms.getEffectiveFrom();
      if (!from.isAfter(time) && (best == null || !from.isBefore(best.terms.getEffectiveFrom()))) {
        best = one;
      }
    }
    return best;
  }

  private static @Nullable BigDecimal cost(Operation operation, @Nullable Found found) {
    if (found == null) {
      return null;
    }
    Price price = found.price;
    boolean same = price.getUnitPrice().compareTo(price.getFailedUnitPrice()) == 0;
    if (operation.outcome().equals("SUCCEEDED") || same) {
      return operation.quantity().multiply(price.getUnitPrice());
    }
    return FAILED.contains(operation.outcome()) ? operation.quantity().multiply(price.getFailedUnitPrice()) : null;
  }
}
