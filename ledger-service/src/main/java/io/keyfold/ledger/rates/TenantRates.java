package io.keyfold.ledger.rates;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A tenant's exchange rates. */
public final class TenantRates {

  /** After everything that is recorded. */
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private static final Comparator<ExchangeRate> ORDER = Comparator.comparing(ExchangeRate::effectiveFrom)
    .thenComparing(ExchangeRate::createdAt)
    .thenComparing(ExchangeRate::id);

  private TenantRates() {}

  /** {@return how many there are: changes with each one, equal on all instances} */
  public static long count(TenantId tenant, State view) {
    return view.find(ExchangeRate.count(tenant)).orElse(0L);
  }

  /** {@return the rates into a currency that apply at some time in the range; they do not overlap. Reads from disk} */
  public static List<RateInterval> within(
    TenantId tenant,
    State view,
    String reportingCurrency,
    Instant from,
    Instant to
  ) {
    Map<String, List<ExchangeRate>> byCurrency = new TreeMap<>();
    view.scan(Scan.all(tenant, ExchangeRate.KIND), (id, rate) -> {
      if (rate.reportingCurrency().equals(reportingCurrency)) {
        byCurrency.computeIfAbsent(rate.currency(), currency -> new ArrayList<>()).add(rate);
      }
      return true;
    });
    List<RateInterval> found = new ArrayList<>();
    byCurrency.values().forEach(rates -> {
      rates.sort(ORDER);
      for (int i = 0; i < rates.size(); i++) {
        Instant start = rates.get(i).effectiveFrom();
        Instant end = i + 1 < rates.size() ? rates.get(i + 1).effectiveFrom() : NEVER;
        if (start.isBefore(end) && start.isBefore(to) && end.isAfter(from)) {
          found.add(new RateInterval(rates.get(i), end));
        }
      }
    });
    return found;
  }
}
