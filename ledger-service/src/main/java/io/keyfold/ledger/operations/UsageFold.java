package io.keyfold.ledger.operations;

import io.keyfold.platform.metering.UsageDecision;
import io.keyfold.platform.metering.Verdict;
import io.keyfold.usage.UsageEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Folds a batch of usage records. Pure, and independent of how the log is cut into batches. What
 * counts is decided by {@link UsageDecision}.
 */
public final class UsageFold {

  private final Known known;
  private final Map<String, Operation> openBefore;
  private final Map<String, Operation> open = new LinkedHashMap<>();
  private final List<Operation> ended = new ArrayList<>();
  private final Set<String> closed = new HashSet<>();
  private final Map<Spool, Long> sequences = new HashMap<>();
  private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);

  /**
   * A record and where it is on the log.
   *
   * @param event the record
   * @param partition its partition
   * @param offset its offset
   */
  public record Located(UsageEvent event, int partition, long offset) {
    String recordId() {
      return event.getRecordId();
    }
  }

  private UsageFold(Known known, Map<String, Operation> openBefore) {
    this.known = known;
    this.openBefore = openBefore;
  }

  /**
   * {@return the fold of the records}
   *
   * @param records in the order of each partition
   */
  public static UsageFold of(List<Located> records, Known known) {
    UsageFold fold = new UsageFold(known, known.open(records.stream().map(Located::recordId).toList()));
    for (Located record : records) {
      fold.verdicts.merge(fold.add(record), 1, Integer::sum);
    }
    return fold;
  }

  /** {@return what the records change} */
  public Changes changes() {
    return new Changes(ended, List.copyOf(open.values()), closed, sequences);
  }

  /** {@return the number of records by verdict} */
  public Map<Verdict, Integer> verdicts() {
    return Map.copyOf(verdicts);
  }

  private Verdict add(Located record) {
    UsageEvent event = record.event();
    Spool spool = new Spool(record.partition(), event.getSpoolId());
    long last = sequences.getOrDefault(spool, known.lastSequence(spool));
    UsageDecision<Operation> decision = UsageDecision.of(event, last, this::inProgress);
    if (!(decision instanceof UsageDecision.Repeated)) {
      sequences.put(spool, event.getSpoolSequence());
    }
    switch (decision) {
      case UsageDecision.Started<Operation> started -> start(
        Operation.of(started.start(), record.partition(), record.offset()),
        started.open()
      );
      case UsageDecision.Completed<Operation> completed -> end(
        completed.before().completed(completed.completion(), completed.attempted(), record.offset())
      );
      case UsageDecision.Repeated<Operation> repeated -> {
      }
      case UsageDecision.Conflicting<Operation> conflicting -> {
      }
      case UsageDecision.Unmatched<Operation> unmatched -> {
      }
    }
    return decision.verdict();
  }

  private Optional<Operation> inProgress(String recordId) {
    Operation started = open.get(recordId);
    return Optional.ofNullable(started != null || closed.contains(recordId) ? started : openBefore.get(recordId));
  }

  private void start(Operation operation, boolean inProgress) {
    if (inProgress) {
      open.put(operation.recordId(), operation);
    } else {
      ended.add(operation);
    }
  }

  private void end(Operation operation) {
    if (open.remove(operation.recordId()) == null) {
      closed.add(operation.recordId());
    }
    ended.add(operation);
  }
}
