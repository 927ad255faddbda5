package io.keyfold.session.usage.totals;

import io.keyfold.platform.metering.Verdict;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageTotal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Totals in maps, with the verdicts so far. */
final class MapTotals implements Totals {

  final Map<String, UsageTotal> totals = new TreeMap<>();
  final List<Verdict> verdicts = new ArrayList<>();
  final Map<String, String> open = new HashMap<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, String> late = new HashMap<>();
  private Instant horizon = Instant.MIN;
  private long offset;

  MapTotals apply(UsageEvent... events) {
    for (UsageEvent event : events) {
      apply(event);
    }
    return this;
  }

  private void apply(UsageEvent event) {
    TotalsChange step = TotalsFold.apply(event, new Source(0, offset++), this);
    verdicts.add(step.verdict());
    if (step.verdict() != Verdict.REPEATED) {
      sequences.put(event.getSpoolId(), event.getSpoolSequence());
    }
    TotalsChange.Changed changed = step.changed();
    if (changed == null) {
      return;
    }
    totals.put(changed.key(), changed.total());
    SeriesKey.seriesOfLate(changed.key()).ifPresent(series -> late.put(series, changed.key()));
    String id = event.getRecordId();
    if (Boolean.TRUE.equals(step.open())) {
      open.put(id, changed.key());
    } else {
      open.remove(id);
    }
  }

  @Override
  public long lastSequence(String spoolId) {
    return sequences.getOrDefault(spoolId, 0L);
  }

  @Override
  public Optional<String> openOperation(String recordId) {
    return Optional.ofNullable(open.get(recordId));
  }

  @Override
  public Optional<UsageTotal> total(String key) {
    return Optional.ofNullable(totals.get(key));
  }

  @Override
  public String keyOf(String series) {
    return late.getOrDefault(series, series);
  }

  @Override
  public Instant horizon() {
    return horizon;
  }

  /** Forgets all totals before the time, and returns them. */
  Map<String, UsageTotal> forgetBefore(Instant time) {
    horizon = time;
    Map<String, UsageTotal> forgotten = new TreeMap<>(totals);
    forgotten.values().removeIf(total -> !total.getBucketStart().isBefore(time));
    totals.keySet().removeAll(forgotten.keySet());
    late.values().removeAll(forgotten.keySet());
    return forgotten;
  }

  /** {@return count, succeeded, failed and unknown of each total, by key} */
  Map<String, List<Long>> counts() {
    Map<String, List<Long>> counts = new TreeMap<>();
    totals.forEach((key, total) ->
      counts.put(key, List.of(total.getCount(), total.getSucceeded(), total.getFailed(), total.getOutcomeUnknown()))
    );
    return counts;
  }
}
