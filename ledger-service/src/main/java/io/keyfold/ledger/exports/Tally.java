package io.keyfold.ledger.exports;

import io.keyfold.ledger.cost.PricedGroup;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums of an export. For one thread. */
final class Tally {

  /** Why {@code billed_cost} is not known. */
  static final String PAYER_UNKNOWN = "payer_unknown";

  private final SortedMap<String, ExportResult.Sum> sums = new TreeMap<>();
  private final SortedMap<Subject, ExportResult.Unpriced> unpriced = new TreeMap<>();

  private record Subject(String reason, String meter, String unit) implements Comparable<Subject> {
    private static final Comparator<Subject> ORDER = Comparator.comparing(Subject::reason)
      .thenComparing(Subject::meter)
      .thenComparing(Subject::unit);

    @Override
    public int compareTo(Subject other) {
      return ORDER.compare(this, other);
    }
  }

  /** {@return why a cost of the group is not known; null if all are} */
  static @Nullable String unknown(PricedGroup row) {
    if (row.unpricedReason() != null) {
      return row.unpricedReason();
    }
    return row.billedCost() == null ? PAYER_UNKNOWN : null;
  }

  void add(PricedGroup row) {
    String currency = row.currency();
    if (currency != null) {
      add(currency, BigDecimal.ZERO, zero(row.contractedCost()), zero(row.billedCost()));
    }
    String listCurrency = row.listCurrency();
    if (listCurrency != null) {
      add(listCurrency, zero(row.listCost()), BigDecimal.ZERO, BigDecimal.ZERO);
    }
    String reason = unknown(row);
    if (reason != null) {
      Subject subject = new Subject(reason, row.group().meter(), row.group().unit());
      unpriced.merge(
        subject,
        new ExportResult.Unpriced(reason, subject.meter(), subject.unit(), row.quantity(), row.count()),
        (one, other) ->
          new ExportResult.Unpriced(
            reason,
            subject.meter(),
            subject.unit(),
            one.quantity().add(other.quantity()),
            one.operations() + other.operations()
          )
      );
    }
  }

  private static BigDecimal zero(@Nullable BigDecimal amount) {
    return amount == null ? BigDecimal.ZERO : amount;
  }

  private void add(String currency, BigDecimal list, BigDecimal contracted, BigDecimal billed) {
    sums.merge(currency, new ExportResult.Sum(currency, list, contracted, billed), (one, other) ->
      new ExportResult.Sum(
        currency,
        one.listCost().add(other.listCost()),
        one.contractedCost().add(other.contractedCost()),
        one.billedCost().add(other.billedCost())
      )
    );
  }

  List<ExportResult.Sum> sums() {
    return List.copyOf(sums.values());
  }

  List<ExportResult.Unpriced> unpriced() {
    return List.copyOf(unpriced.values());
  }
}
