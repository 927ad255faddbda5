package io.keyfold.ledger.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.retention.Retention;
import io.keyfold.ledger.retention.RetentionSettings;
import io.keyfold.ledger.storage.FolderStorage;
import io.keyfold.ledger.storage.WriteOnceStorage;
import io.keyfold.ledger.store.RetainedFrom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row leaves the ledger only after the archive has it. */
@Tag("promise-7")
class ArchivedRetentionTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  @TempDir
  Path folder;

  private WriteOnceStorage storage;
  private TestInstance instance;
  private Retention retention;

  @BeforeEach
  void open() throws Exception {
    storage = FolderStorage.open(Files.createDirectories(folder.resolve("archive")), NOW);
    instance = new TestInstance(storage, NOW);
    retention = new Retention(
      new RetentionSettings(Duration.ofDays(1)),
      instance.progress,
      instance.clock,
      instance.metrics
    );
  }

  @AfterEach
  void close() {
    instance.close();
  }

  @Test
  void onlyRowsThatTheNewestManifestCoversAreRemoved() throws Exception {
    instance
      .completed("a1", "tnt_a", "2026-11-20T10:00:00Z")
      .call("open", "tnt_a", "2026-11-20T11:00:00Z")
      .completed("a2", "tnt_a", "2026-11-21T10:00:00Z")
      .completed("a3", "tnt_a", "2026-11-22T10:00:00Z")
      .event("e1", "tnt_a", "2026-11-20T10:00:00Z")
      .completeUntil("2026-11-22T01:00:00Z");
    assertThat(retained()).containsExactly("a1", "a2", "a3", "evt_e1", "open");

    instance.archive();
    assertThat(retained()).containsExactly("a3", "open");
    assertThat(retainedFrom()).contains(Instant.parse("2026-11-22T00:00:00Z"));

    instance.complete("open").completed("late", "tnt_a", "2026-11-20T12:00:00Z");
    assertThat(retained()).containsExactly("a3", "late", "open");

    instance.completeUntil("2026-11-23T00:00:00Z").archive();
    assertThat(retained()).isEmpty();
    assertThat(new ArchiveContent(storage, folder).usage()).containsExactlyInAnyOrder(
      "tnt_a a1",
      "tnt_a a2",
      "tnt_a a3",
      "tnt_a late",
      "tnt_a open"
    );
  }

  @Test
  void anArchiveBeginsWithWhatTheLedgerHasThen() throws Exception {
    instance.completed("a1", "tnt_a", "2026-11-18T10:00:00Z").completeUntil("2026-11-23T01:00:00Z");
    new Retention(
      new RetentionSettings(Duration.ofDays(4)),
      new ArchiveProgress(false),
      instance.clock,
      instance.metrics
    ).run(instance.ledger.writer());
    instance.completed("a2", "tnt_a", "2026-11-21T10:00:00Z");

    instance.archive();

    assertThat(new ArchiveContent(storage, folder).manifests().getLast().from()).isEqualTo("2026-11-20T00:00:00Z");
    instance.completed("late", "tnt_a", "2026-11-19T10:00:00Z");
    assertThat(retained()).isEmpty();
    assertThat(new ArchiveContent(storage, folder).usage()).containsExactly("tnt_a a2");
  }

  private Optional<Instant> retainedFrom() {
    return instance.ledger
      .store()
      .read(database -> database.read(RetainedFrom::read))
      .orElseThrow();
  }

  /** {@return the ids of the rows that are there after retention} */
  private List<String> retained() {
    instance.clock.advance(Duration.ofMinutes(1));
    retention.run(instance.ledger.writer());
    return instance.ledger
      .store()
      .read(database ->
        database.read(connection -> {
          List<String> found = new ArrayList<>();
          try (
            Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery(
              "SELECT record_id FROM operations UNION ALL SELECT id FROM audit_events ORDER BY 1"
            )
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
