package io.keyfold.ledger.audit.read;

import io.keyfold.ledger.audit.AuditEntry;
import io.keyfold.ledger.query.FirstRows;
import io.keyfold.ledger.query.LedgerQueries;
import io.keyfold.ledger.query.Snapshot;
import io.keyfold.ledger.store.OperationRows;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.web.Pager;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Visits the audit entries of one kind of usage record in id order. Their ids are not stored. An id sorts by its
 * millisecond first, so the rows are read in the order of time, whole milliseconds at a time, and sorted by id within.
 *
 * @param query what is selected
 * @param record which record of each operation
 * @param snapshot the store
 */
record UseWalk(AuditQuery query, UseRecord record, Snapshot snapshot) implements Pager.Walk<AuditEntry> {
  /** Rows that are read at once, with those of one cut millisecond. */
  private static final int CHUNK = 200;

  /** Maximum number of records of one tenant in one millisecond: far above what one can make. */
  private static final int MAX_AT_ONCE = 20_000;

  private static final Instant FIRST = Instant.EPOCH;
  /** Within the range of the database's timestamps. */
  private static final Instant LAST = Instant.parse("5000-01-01T00:00:00Z");

  @Override
  public void visit(String after, String before, boolean descending, BiPredicate<String, AuditEntry> visitor) {
    if (!query.admitsType(record.type())) {
      return;
    }
    Instant from = after.isEmpty() ? FIRST : time(after);
    Instant to = before.isEmpty() ? LAST : time(before).plusMillis(1);
    while (from.isBefore(to)) {
      Chunk chunk = chunk(from, to, descending);
      for (AuditEntry entry : chunk.entries) {
        boolean within =
          (after.isEmpty() || entry.id().compareTo(after) > 0) &&
          (before.isEmpty() || entry.id().compareTo(before) < 0) &&
          query.filters().admits("id", entry.id());
        if (within && !visitor.test(entry.id(), entry)) {
          return;
        }
      }
      from = descending ? from : chunk.edge;
      to = descending ? chunk.edge : to;
    }
  }

  /** {@return the time of an id} The ids of other objects are before or after all of these. */
  private static Instant time(String id) {
    return Ids.timeOf(AuditEntry.ID_PREFIX, id).orElse(id.compareTo(AuditEntry.ID_PREFIX) < 0 ? FIRST : LAST);
  }

  /**
   * Entries of whole milliseconds.
   *
   * @param entries in the order of the walk
   * @param edge where the next chunk begins, or ends if descending
   */
  private record Chunk(List<AuditEntry> entries, Instant edge) {}

  private Chunk chunk(Instant from, Instant to, boolean descending) {
    List<AuditEntry> found = read(from, to, descending, CHUNK);
    if (found.size() < CHUNK) {
      return new Chunk(sorted(found, descending), descending ? from : to);
    }
    // There may be more of the last millisecond.
    Instant cut = millisecond(found.getLast());
    List<AuditEntry> whole = found
      .stream()
      .filter(entry -> !millisecond(entry).equals(cut))
      .toList();
    if (!whole.isEmpty()) {
      return new Chunk(sorted(whole, descending), descending ? cut.plusMillis(1) : cut);
    }
    List<AuditEntry> all = read(cut, cut.plusMillis(1), descending, MAX_AT_ONCE);
    if (all.size() == MAX_AT_ONCE) {
      throw LedgerQueries.tooLarge("More than " + MAX_AT_ONCE + " audit events are of the same millisecond");
    }
    return new Chunk(sorted(all, descending), descending ? cut : cut.plusMillis(1));
  }

  private List<AuditEntry> read(Instant from, Instant to, boolean descending, int limit) {
    return new FirstRows(snapshot, record.time(), row -> row.getObject(1, LocalDateTime.class), descending, limit).read(
      columns -> new UseSql(record).of(query, from, to, columns),
      OperationRows.COLUMNS,
      row -> record.entry(OperationRows.read(row))
    );
  }

  private static Instant millisecond(AuditEntry entry) {
    return entry.createdAt().truncatedTo(ChronoUnit.MILLIS);
  }

  private static List<AuditEntry> sorted(List<AuditEntry> entries, boolean descending) {
    Comparator<AuditEntry> byId = Comparator.comparing(AuditEntry::id);
    return entries
      .stream()
      .sorted(descending ? byId.reversed() : byId)
      .toList();
  }
}
