package io.keyfold.ledger.budgets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded about a budget in one period.
 *
 * @param start start of the period
 * @param resetsAt end of the period
 * @param reached thresholds that were reached, in percent
 * @param exhaustedAt when it was exhausted; null while it is not
 * @param basis what the last change from or to exhausted counts
 */
public record BudgetUse(
  Instant start,
  Instant resetsAt,
  List<Integer> reached,
  @Nullable Instant exhaustedAt,
  Basis basis
) {
  /** Copies the thresholds. */
  public BudgetUse {
    reached = List.copyOf(reached);
  }

  /**
   * What a sum counts. Instances see the log at different times, so only a basis that covers another one may replace its
   * result.
   *
   * @param positions position on the usage records by partition
   * @param priceListChanges number of changes of the price lists that were applied
   */
  public record Basis(List<Long> positions, long priceListChanges) {
    /** Nothing is counted. */
    public static final Basis NONE = new Basis(List.of(), 0);

    /** Copies the positions. */
    public Basis {
      positions = List.copyOf(positions);
    }

    /** {@return whether this one counts everything that the other one counts} */
    public boolean covers(Basis other) {
      return (
        priceListChanges >= other.priceListChanges &&
        positions.size() >= other.positions.size() &&
        IntStream.range(0, other.positions.size()).allMatch(i -> positions.get(i) >= other.positions.get(i))
      );
    }
  }

  /** {@return the use of a period in which nothing was recorded} */
  static BudgetUse begun(Interval period) {
    return new BudgetUse(period.start(), period.end(), List.of(), null, Basis.NONE);
  }

  BudgetUse with(int threshold) {
    List<Integer> more = new ArrayList<>(reached);
    if (!more.contains(threshold)) {
      more.add(threshold);
    }
    return new BudgetUse(start, resetsAt, more, exhaustedAt, basis);
  }

  BudgetUse exhausted(@Nullable Instant at, Basis by) {
    return new BudgetUse(start, resetsAt, reached, at, by);
  }

  /** {@return the use with all thresholds unreached, because they are of another limit now} */
  BudgetUse withoutThresholds() {
    return new BudgetUse(start, resetsAt, List.of(), exhaustedAt, basis);
  }
}
