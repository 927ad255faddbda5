package io.keyfold.ledger.operations;

import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Folds a batch of usage records. Pure, and independent of how the log is cut into batches.
 *
 * <p>The records of a spool are on their partition in sequence order. A record that is not above the spool's last
 * sequence is therefore a duplicate, however old. Only operations in progress are looked up by id: one that ended is
 * final.
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
      return switch (event) {
        case UsageRecorded start -> start.getRecordId();
        case UsageCompleted completion -> completion.getRecordId();
      };
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
    if (event.getSpoolSequence() <= last) {
      return Verdict.REPEATED;
    }
    sequences.put(spool, event.getSpoolSequence());
    return switch (event) {
      case UsageRecorded start -> start(Operation.of(start, record.partition(), record.offset()));
      case UsageCompleted completion -> completion(completion, record.offset());
    };
  }

  private Verdict start(Operation operation) {
    String id = operation.recordId();
    if (open.containsKey(id) || (openBefore.containsKey(id) && !closed.contains(id))) {
      return Verdict.CONFLICTING;
    }
    if (operation.isOpen()) {
      open.put(id, operation);
    } else {
      ended.add(operation);
    }
    return Verdict.COUNTED;
  }

  private Verdict completion(UsageCompleted completion, long offset) {
    String id = completion.getRecordId();
    Operation before = open.remove(id);
    if (before == null && openBefore.containsKey(id) && closed.add(id)) {
      before = openBefore.get(id);
    }
    if (before == null) {
      return Verdict.UNMATCHED;
    }
    Operation operation = before.completed(completion, offset);
    ended.add(operation);
    return operation.attempted() ? Verdict.COMPLETED : Verdict.TAKEN_BACK;
  }
}
