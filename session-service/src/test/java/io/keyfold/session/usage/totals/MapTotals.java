package io.keyfold.session.usage.totals;

import io.keyfold.platform.metering.Verdict;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageTotal;
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

  /** {@return count, succeeded, failed and unknown of each total, by key} */
  Map<String, List<Long>> counts() {
    Map<String, List<Long>> counts = new TreeMap<>();
    totals.forEach((key, total) ->
      counts.put(key, List.of(total.getCount(), total.getSucceeded(), total.getFailed(), total.getOutcomeUnknown()))
    );
    return counts;
  }
}
