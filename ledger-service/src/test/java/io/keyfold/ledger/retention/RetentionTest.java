package io.keyfold.ledger.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.archive.ArchiveProgress;
import io.keyfold.ledger.store.RetainedFrom;
import io.keyfold.ledger.testing.Records;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.testing.MovableClock;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageRecorded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-6")
class RetentionTest {

  private static final Duration TEN_DAYS = Duration.ofDays(10);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final TestLedger ledger = new TestLedger();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Retention retention = retention(new ArchiveProgress(false));
  private long sequence;

  private Retention retention(ArchiveProgress progress) {
    return new Retention(new RetentionSettings(TEN_DAYS), progress, clock, metrics);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void rowsLeaveOnceTheirWholeDayIsOld() {
    call("older", "2026-11-11T23:59:59Z");
    call("old", "2026-11-12T00:00:00Z");

    retention.run(ledger.writer());

    assertThat(rows()).containsExactly("old");
    assertThat(retainedFrom()).contains(Instant.parse("2026-11-12T00:00:00Z"));
    assertThat(metrics.get("keyfold.ledger.retention.removed").counter().count()).isEqualTo(1);

    clock.advance(Duration.ofHours(14));
    retention.run(ledger.writer());

    assertThat(rows()).isEmpty();
    assertThat(retainedFrom()).contains(Instant.parse("2026-11-13T00:00:00Z"));
  }

  @Test
  void anOpenOperationStaysUntilItEnds() {
    UsageRecorded open = start("open", "2026-11-01T00:00:00Z");
    ledger.write(open);
    retention.run(ledger.writer());
    assertThat(rows()).containsExactly("open");
    assertThat(retainedFrom()).isEmpty();

    ledger.write(Records.completion(open, Outcome.FAILED, ++sequence));
    clock.advance(PAUSE);
    retention.run(ledger.writer());
    assertThat(rows()).isEmpty();
  }

  @Test
  void withoutOldRowsNothingCountsAsRemoved() {
    call("new", "2026-11-20T00:00:00Z");

    retention.run(ledger.writer());

    assertThat(retainedFrom()).isEmpty();
  }

  @Test
  void whatComesTooLateLeavesToo() {
    call("older", "2026-11-11T00:00:00Z");
    retention.run(ledger.writer());
    call("late", "2026-11-10T00:00:00Z");

    clock.advance(PAUSE);
    retention.run(ledger.writer());

    assertThat(rows()).isEmpty();
  }

  @Test
  void nothingLeavesBeforeTheArchiveIsKnown() {
    call("older", "2026-11-11T00:00:00Z");

    retention(new ArchiveProgress(true)).run(ledger.writer());

    assertThat(rows()).containsExactly("older");
    assertThat(retainedFrom()).isEmpty();
  }

  @Test
  @Tag("promise-7")
  void theCutSurvivesARestart() {
    call("older", "2026-11-11T00:00:00Z");
    retention.run(ledger.writer());

    ledger.restart();

    assertThat(retainedFrom()).contains(Instant.parse("2026-11-12T00:00:00Z"));
  }

  @Test
  @Tag("promise-7")
  void digestsCoverWhatIsKeptAndNameIt() {
    UsageRecorded older = start("older", "2026-11-01T00:00:00Z");
    UsageRecorded kept = start("kept", "2026-11-20T00:00:00Z");
    try (TestLedger other = new TestLedger()) {
      for (TestLedger one : List.of(ledger, other)) {
        one.write(older, kept, Records.completion(older, Outcome.FAILED, sequence + 1));
      }
      assertThat(ledger.digest().text()).isEqualTo(other.digest().text());

      retention.run(ledger.writer());
      assertThat(ledger.digest().text()).isNotEqualTo(other.digest().text()).endsWith("/from 2026-11-12T00:00:00Z");

      retention(new ArchiveProgress(false)).run(other.writer());
      assertThat(ledger.digest().text()).isEqualTo(other.digest().text());
    }
  }

  private void call(String id, String at) {
    UsageRecorded start = start(id, at);
    ledger.write(start, Records.completion(start, Outcome.SUCCEEDED, ++sequence));
  }

  private UsageRecorded start(String id, String at) {
    return UsageRecorded.newBuilder(Records.start(id, ++sequence)).setOccurredAt(Instant.parse(at)).build();
  }

  private Optional<Instant> retainedFrom() {
    return ledger
      .store()
      .read(database -> database.read(RetainedFrom::read))
      .orElseThrow();
  }

  private List<String> rows() {
    return ledger
      .store()
      .read(database ->
        database.read(connection -> {
          List<String> found = new ArrayList<>();
          try (
            Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT record_id FROM operations ORDER BY 1")
          ) {
            while (rows.next()) {
              found.add(rows.getString(1));
            }
          }
          return found;
        })
      )
      .orElseThrow();
  }
}
