package io.keyfold.ledger.retention;

import io.keyfold.ledger.archive.ArchiveProgress;
import io.keyfold.ledger.archive.Coverage;
import io.keyfold.ledger.archive.CoverageSql;
import io.keyfold.ledger.archive.Dataset;
import io.keyfold.ledger.store.LedgerWriter;
import io.keyfold.ledger.store.RetainedFrom;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes old rows. The time before which rows are removed is stored first, so that answers say so before the first row
 * is gone. Operations that are still open stay. For the thread that writes the store.
 */
public final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** Rows that one transaction removes; it takes some milliseconds, in which nothing is read from the log. */
  static final int CHUNK = 50_000;

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final RetentionSettings settings;
  private final ArchiveProgress archive;
  private final Clock clock;
  private final Counter removed;
  private Instant next = Instant.MIN;

  /** Creates the retention of one store. */
  public Retention(RetentionSettings settings, ArchiveProgress archive, Clock clock, MeterRegistry metrics) {
    this.settings = settings;
    this.archive = archive;
    this.clock = clock;
    this.removed = Counter.builder("keyfold.ledger.retention.removed")
      .description("Rows that retention removed from the ledger")
      .register(metrics);
  }

  /** Removes a bounded number of rows, if some are due. Called between batches; mostly does nothing. */
  public void run(LedgerWriter writer) {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    boolean more = false;
    Instant old = now.minus(settings.retention()).truncatedTo(ChronoUnit.DAYS);
    if (!archive.isConfigured()) {
      more = remove(writer, old, null);
    } else if (archive.archived().isPresent()) {
      Coverage archived = archive.archived().get();
      more = remove(writer, old.isBefore(archived.before()) ? old : archived.before(), archived);
    }
    next = more ? now : now.plus(PAUSE);
  }

  private boolean remove(LedgerWriter writer, Instant before, @Nullable Coverage archived) {
    Optional<Instant> from = writer.change(connection -> advance(connection, before, archived));
    return from.isPresent() && writer.change(connection -> remove(connection, from.get(), archived)) > 0;
  }

  /** Stores where the ledger begins once a row before it is to be removed. */
  private static Optional<Instant> advance(Connection connection, Instant before, @Nullable Coverage archived)
    throws SQLException {
    Optional<Instant> from = RetainedFrom.read(connection);
    if (from.isPresent() && !before.isAfter(from.get())) {
      return from;
    }
    for (Dataset dataset : Dataset.values()) {
      String newer = from.map(time -> " AND NOT " + CoverageSql.before(dataset, time)).orElse("");
      String exists =
        "SELECT 1 FROM " + dataset.table() + " WHERE " + due(dataset, before, archived) + newer + " LIMIT 1";
      try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(exists)) {
        if (rows.next()) {
          RetainedFrom.write(connection, before);
          LOG.atInfo().addKeyValue("before", before).log("removing old rows");
          return Optional.of(before);
        }
      }
    }
    return from;
  }

  private int remove(Connection connection, Instant from, @Nullable Coverage archived) throws SQLException {
    int rows = 0;
    for (Dataset dataset : Dataset.values()) {
      try (Statement statement = connection.createStatement()) {
        rows += statement.executeUpdate(
          "DELETE FROM %1$s WHERE rowid IN (SELECT rowid FROM %1$s WHERE %2$s LIMIT %3$d)".formatted(
            dataset.table(),
            due(dataset, from, archived),
            CHUNK
          )
        );
      }
    }
    removed.increment(rows);
    return rows;
  }

  private static String due(Dataset dataset, Instant before, @Nullable Coverage archived) {
    String old = CoverageSql.before(dataset, before);
    return archived == null ? old : old + " AND " + CoverageSql.removable(dataset, archived);
  }
}
