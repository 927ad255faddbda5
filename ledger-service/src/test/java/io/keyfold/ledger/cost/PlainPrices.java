package io.keyfold.ledger.cost;

import io.keyfold.ledger.events.BudgetEvent;
import io.keyfold.ledger.events.ExchangeRateSet;
import io.keyfold.ledger.events.ExportEvent;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The price of one operation, computed the plain way: from all events, one list after the other. */
final class PlainPrices {

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
  record Found(Price price, PriceListTerms terms, String listId) {
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
        case ExchangeRateSet ignored -> {
        }
        case ExportEvent ignored -> {
          // Prices nothing.
        }
        case PriceListCreated created -> list.versions.add(new Version(created.getTerms(), meta.getVersion()));
        case PriceListVersionAdded added -> list.versions.add(new Version(added.getTerms(), meta.getVersion()));
        case PriceListArchived archived -> list.archived = meta.getRecordedAt();
        case BudgetEvent budget -> throw new IllegalArgumentException("no prices: " + budget);
      }
    }
  }

  /** {@return the costs of all operations of a tenant, in their order} */
  Map<Operation, Priced> of(List<Operation> operations) {
    List<Operation> ordered = new ArrayList<>(operations);
    ordered.sort(Comparator.comparing(Operation::occurredAt).thenComparing(Operation::recordId));
    PlainTiers list = new PlainTiers(ordered, operation -> found(operation).list());
    PlainTiers counts = new PlainTiers(ordered, operation -> found(operation).counts());
    Map<Operation, Priced> costs = new LinkedHashMap<>();
    for (Operation operation : ordered) {
      Both found = found(operation);
      BigDecimal listed = list.cost(operation);
      BigDecimal contracted = counts.cost(operation);
      costs.put(
        operation,
        new Priced(contracted, currency(contracted, found.counts()), listed, currency(listed, found.list()))
      );
    }
    return costs;
  }

  private static @Nullable String currency(@Nullable BigDecimal cost, @Nullable Found found) {
    return cost == null || found == null ? null : found.terms().getCurrency();
  }

  private record Both(@Nullable Found list, @Nullable Found counts) {}

  private Both found(Operation operation) {
    Found contract = find(operation, operation.tenantId());
    Found list = find(operation, "tnt_platform");
    return new Both(list, contract == null ? list : contract);
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
}
