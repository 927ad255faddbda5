package io.keyfold.ledger.cost;

import io.keyfold.ledger.prices.PriceInterval;
import io.keyfold.ledger.prices.PriceKind;
import io.keyfold.ledger.prices.TenantPrices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Selects the price of each tool at each time. Pure.
 *
 * <p>The contract's price counts, otherwise the list price. Of each, a price of the tool comes before one of all tools;
 * then the one that took effect last; then the one of the newest list.
 */
final class PriceSelection {

  /** Maximum number of segments of a query. */
  static final int MAX = 20_000;

  private static final Comparator<PriceInterval> PRECEDENCE = Comparator.<PriceInterval>comparingInt(one ->
    one.price().tool() == null ? 0 : 1
  )
    .thenComparing(PriceInterval::start)
    .thenComparing(PriceInterval::listId)
    .thenComparingLong(PriceInterval::listVersion);

  private PriceSelection() {}

  private record Subject(String providerId, String meter) {}

  /**
   * {@return the segments, which do not overlap: for each tool with a price of its own, and with an empty key for all
   * other tools}
   */
  static List<PriceSegment> of(List<PriceInterval> prices) {
    Map<Subject, Map<String, List<PriceInterval>>> subjects = new TreeMap<>(
      Comparator.comparing(Subject::providerId).thenComparing(Subject::meter)
    );
    for (PriceInterval one : prices) {
      subjects
        .computeIfAbsent(new Subject(one.price().providerId(), one.price().meter()), subject -> new TreeMap<>())
        .computeIfAbsent(Optional.ofNullable(one.price().tool()).orElse(""), tool -> new ArrayList<>())
        .add(one);
    }
    List<PriceSegment> segments = new ArrayList<>();
    subjects.forEach((subject, tools) -> {
      List<PriceInterval> general = tools.getOrDefault("", List.of());
      tools.forEach((tool, own) -> {
        List<PriceInterval> all = new ArrayList<>(general);
        if (!tool.isEmpty()) {
          all.addAll(own);
        }
        sweep(subject, tool, all, segments);
      });
    });
    return segments;
  }

  /** Moves through time; at each start and end of a price, what applies may change. */
  private static void sweep(Subject subject, String tool, List<PriceInterval> prices, List<PriceSegment> segments) {
    TreeMap<Instant, List<PriceInterval>> starts = new TreeMap<>();
    TreeMap<Instant, List<PriceInterval>> ends = new TreeMap<>();
    for (PriceInterval one : prices) {
      starts.computeIfAbsent(one.start(), time -> new ArrayList<>()).add(one);
      ends.computeIfAbsent(one.end(), time -> new ArrayList<>()).add(one);
    }
    TreeSet<Instant> times = new TreeSet<>(starts.keySet());
    times.addAll(ends.keySet());
    NavigableSet<PriceInterval> lists = new TreeSet<>(PRECEDENCE);
    NavigableSet<PriceInterval> contracts = new TreeSet<>(PRECEDENCE);
    for (Instant time : times) {
      ends.getOrDefault(time, List.of()).forEach(one -> of(one.kind(), lists, contracts).remove(one));
      starts.getOrDefault(time, List.of()).forEach(one -> of(one.kind(), lists, contracts).add(one));
      Instant next = times.higher(time);
      if (next != null && !(lists.isEmpty() && contracts.isEmpty())) {
        add(
          segments,
          new PriceSegment(subject.providerId(), tool, subject.meter(), time, next, best(lists), best(contracts))
        );
      }
    }
  }

  private static NavigableSet<PriceInterval> of(
    PriceKind kind,
    NavigableSet<PriceInterval> lists,
    NavigableSet<PriceInterval> contracts
  ) {
    return switch (kind) {
      case LIST -> lists;
      case CONTRACT -> contracts;
    };
  }

  private static @Nullable PriceInterval best(NavigableSet<PriceInterval> applying) {
    return applying.isEmpty() ? null : applying.last();
  }

  private static void add(List<PriceSegment> segments, PriceSegment next) {
    PriceSegment last = segments.isEmpty() ? null : segments.getLast();
    boolean same =
      last != null &&
      last.providerId().equals(next.providerId()) &&
      last.tool().equals(next.tool()) &&
      last.meter().equals(next.meter());
    if (last != null && same && next.continues(last)) {
      segments.set(segments.size() - 1, last.until(next.end()));
      return;
    }
    if (segments.size() == MAX) {
      throw TenantPrices.tooMany();
    }
    segments.add(next);
  }
}
