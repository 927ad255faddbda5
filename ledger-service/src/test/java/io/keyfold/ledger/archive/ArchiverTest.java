package io.keyfold.ledger.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.ledger.storage.FailingStorage;
import io.keyfold.ledger.storage.FileDigest;
import io.keyfold.ledger.storage.FolderStorage;
import io.keyfold.ledger.storage.WriteOnceStorage;
import io.keyfold.ledger.store.RetainedFrom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive has each row once, whatever happens while it is written. */
@Tag("promise-7")
class ArchiverTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final String[] FIRST = { "tnt_a a1", "tnt_a a2", "tnt_a a3", "tnt_b b1" };

  @TempDir
  Path folder;

  private WriteOnceStorage storage;
  private TestInstance instance;

  @BeforeEach
  void open() throws IOException {
    storage = storage("archive");
    instance = filled(new TestInstance(storage, NOW));
  }

  @AfterEach
  void close() {
    instance.close();
  }

  private WriteOnceStorage storage(String name) throws IOException {
    return FolderStorage.open(Files.createDirectories(folder.resolve(name)), NOW);
  }

  private ArchiveContent content(WriteOnceStorage archive) {
    return new ArchiveContent(archive, folder);
  }

  /** Two days of two tenants, a call that is still open, and one of the day that is not complete. */
  private static TestInstance filled(TestInstance instance) {
    return instance
      .completed("a1", "tnt_a", "2026-11-20T10:00:00Z")
      .completed("b1", "tnt_b", "2026-11-20T23:59:59.999999Z")
      .completed("a2", "tnt_a", "2026-11-21T00:00:00Z")
      .completed("a3", "tnt_a", "2026-11-21T01:00:00Z")
      .call("late", "tnt_a", "2026-11-21T02:00:00Z")
      .completed("a4", "tnt_a", "2026-11-22T00:00:00Z")
      .event("e1", "tnt_a", "2026-11-20T10:00:00Z")
      .completeUntil("2026-11-22T12:00:00Z");
  }

  @Test
  @Tag("promise-5")
  void completeDaysAreArchivedByTenantAndDay() throws Exception {
    instance.archive();

    Manifest manifest = content(storage).manifests().getLast();
    assertThat(manifest.before()).isEqualTo("2026-11-22T00:00:00Z");
    assertThat(manifest.files())
      .extracting(ArchivedFile::path)
      .containsExactly(
        "usage/tenant=tnt_a/date=2026-11-20/00000001-00.parquet",
        "usage/tenant=tnt_a/date=2026-11-21/00000001-00.parquet",
        "usage/tenant=tnt_b/date=2026-11-20/00000001-00.parquet",
        "audit/tenant=tnt_a/date=2026-11-20/00000001-00.parquet"
      );
    assertThat(manifest.files()).extracting(ArchivedFile::rows).containsExactly(1L, 2L, 1L, 1L);
    assertThat(content(storage).usage()).containsExactly(FIRST);
    assertThat(content(storage).rows("SELECT id || data FROM file", "audit")).containsExactly(
      "evt_e1{\"name\":\"tnt_a\"}"
    );
    assertThat(instance.metrics.get("keyfold.ledger.archive.rows").counter().count()).isEqualTo(5);
    assertThat(instance.metrics.get("keyfold.ledger.archive.until").gauge().value()).isEqualTo(
      (double) Instant.parse("2026-11-22T00:00:00Z").getEpochSecond()
    );
  }

  @Test
  void timesAreInstantsAndQuantitiesAreExact() throws Exception {
    instance.archive();

    assertThat(
      content(storage).rows("SELECT epoch_us(occurred_at) || ' ' || quantity || payer || outcome FROM file", "usage")
    ).contains(micros("2026-11-20T23:59:59.999999Z") + " 1.000000000customersucceeded");
    assertThat(content(storage).rows("SELECT typeof(occurred_at) || typeof(quantity) FROM file LIMIT 1", "usage"))
      .hasSize(3)
      .containsOnly("TIMESTAMP WITH TIME ZONEDECIMAL(38,9)");
  }

  private static String micros(String time) {
    Instant at = Instant.parse(time);
    return String.valueOf(at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000);
  }

  @Test
  void aLargeDayIsInSeveralFiles() throws Exception {
    instance.withRowsPerFile(1, storage).archive();

    assertThat(content(storage).manifests().getLast().files())
      .extracting(ArchivedFile::path)
      .contains(
        "usage/tenant=tnt_a/date=2026-11-21/00000001-00.parquet",
        "usage/tenant=tnt_a/date=2026-11-21/00000001-01.parquet"
      );
    assertThat(content(storage).usage()).containsExactly(FIRST);
  }

  @Test
  void whatCameLateIsInAFurtherFileOfTheNextStep() throws Exception {
    instance.archive();
    instance.complete("late").completed("b2", "tnt_b", "2026-11-20T05:00:00Z").archive();
    assertThat(content(storage).manifests()).hasSize(1);

    instance.completeUntil("2026-11-23T00:00:00Z").archive();

    assertThat(content(storage).manifests().getLast().files())
      .extracting(ArchivedFile::path)
      .containsExactly(
        "usage/tenant=tnt_a/date=2026-11-21/00000002-00.parquet",
        "usage/tenant=tnt_a/date=2026-11-22/00000002-00.parquet",
        "usage/tenant=tnt_b/date=2026-11-20/00000002-00.parquet"
      );
    assertThat(content(storage).usage()).containsExactlyInAnyOrder(
      "tnt_a a1",
      "tnt_a a2",
      "tnt_a a3",
      "tnt_a a4",
      "tnt_a late",
      "tnt_b b1",
      "tnt_b b2"
    );
  }

  @Test
  void aCrashAnywhereLosesNothingAndDoublesNothing() throws Exception {
    for (boolean after : List.of(false, true)) {
      boolean failed = true;
      for (int call = 0; failed; call++) {
        WriteOnceStorage archive = storage("crash-" + after + "-" + call);
        FailingStorage failing = new FailingStorage(archive, call, after);
        failed = !ends(instance.restart(failing));
        assertThat(failed).isEqualTo(failing.failed());

        instance.restart(archive).archive();

        assertThat(content(archive).manifests()).hasSize(1);
        assertThat(content(archive).usage()).containsExactly(FIRST);
        assertThat(files(folder.resolve("crash-" + after + "-" + call + "/usage"))).hasSize(3);
      }
    }
  }

  private static boolean ends(TestInstance instance) throws Exception {
    try {
      instance.archive();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void twoInstancesAtOnceWriteOneArchive() throws Exception {
    for (int round = 0; round < 5; round++) {
      WriteOnceStorage archive = storage("both-" + round);
      try (
        TestInstance other = filled(new TestInstance(archive, NOW));
        ExecutorService threads = Executors.newFixedThreadPool(2)
      ) {
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<TestInstance>> running = Stream.of(instance.restart(archive), other)
          .map(one ->
            threads.submit(() -> {
              start.await();
              return one.archive();
            })
          )
          .toList();
        for (Future<TestInstance> one : running) {
          one.get();
        }
        assertThat(other.progress.archived()).isEqualTo(instance.progress.archived()).isPresent();
      }
      assertThat(content(archive).manifests()).hasSize(1);
      assertThat(content(archive).usage()).containsExactly(FIRST);
    }
  }

  @Test
  void aStepOfAnotherInstanceIsContinuedOnceThisOneHasItsRows() throws Exception {
    FailingStorage failing = new FailingStorage(storage, 6, false);
    assertThat(ends(instance.restart(failing))).isFalse();
    assertThat(content(storage).manifests()).isEmpty();
    try (TestInstance other = new TestInstance(storage, NOW)) {
      other.completeUntil("2026-11-22T12:00:00Z").archive();
      assertThat(content(storage).manifests()).isEmpty();

      filled(other).archive();

      assertThat(content(storage).usage()).containsExactly(FIRST);
    }
  }

  @Test
  void aStepOfAnotherInstanceIsLeftToItForSomeTime() throws Exception {
    FailingStorage failing = new FailingStorage(storage, 6, false);
    assertThat(ends(instance.restart(failing))).isFalse();
    try (TestInstance other = filled(new TestInstance(storage, NOW)).takingOverAfter(Duration.ofHours(1), storage)) {
      other.archive();
      assertThat(content(storage).manifests()).isEmpty();

      other.clock.advance(Duration.ofHours(1));
      other.archive();
      assertThat(content(storage).manifests()).hasSize(1);
    }
  }

  @Test
  void aFileWithOtherRowsIsKeptAndReported() throws Exception {
    Path wrong = folder.resolve("wrong");
    ArchiveContent.copy(
      "COPY (SELECT 'x' AS record_id, 0 AS log_partition, 0 AS log_offset, 1 AS completed_offset) TO '" +
        wrong +
        "' (FORMAT parquet)"
    );
    String path = "usage/tenant=tnt_a/date=2026-11-21/00000001-00.parquet";
    storage.create(path, wrong, FileDigest.of(wrong));

    assertThatThrownBy(instance::archive).hasMessageContaining(path + " of the archive has other rows");

    assertThat(folder.resolve("archive").resolve(path)).hasSameBinaryContentAs(wrong);
    assertThat(content(storage).manifests()).isEmpty();
    assertThat(instance.progress.archived()).isEmpty();
  }

  @Test
  void aFileWithTheSameRowsInOtherBytesIsKept() throws Exception {
    instance.archive();
    Path first = folder.resolve("archive/usage/tenant=tnt_a/date=2026-11-21/00000001-00.parquet");
    Path other = folder.resolve("other.parquet");
    ArchiveContent.copy(
      "COPY (FROM read_parquet('" +
        first +
        "', hive_partitioning = false)) TO '" +
        other +
        "' (FORMAT parquet, COMPRESSION gzip)"
    );
    WriteOnceStorage archive = storage("second");
    archive.create("usage/tenant=tnt_a/date=2026-11-21/00000001-00.parquet", other, FileDigest.of(other));

    instance.restart(archive).archive();

    assertThat(content(archive).usage()).containsExactly(FIRST);
    assertThat(content(archive).manifests().getLast().files())
      .extracting(ArchivedFile::sha256)
      .contains(FileDigest.of(other).sha256());
  }

  @Test
  void aStorageThatReplacesFilesIsRefused() throws Exception {
    WriteOnceStorage replacing = new ReplacingStorage(storage);

    assertThatThrownBy(() -> instance.restart(replacing).archive()).hasMessageContaining("If-None-Match");
  }

  @Test
  @Tag("promise-6")
  void aLedgerThatHasLessThanThePlanDoesNotExecuteIt() throws Exception {
    FailingStorage failing = new FailingStorage(storage, 6, false);
    assertThat(ends(instance.restart(failing))).isFalse();
    try (TestInstance other = filled(new TestInstance(storage, NOW))) {
      other.ledger.writer().change(connection -> {
        RetainedFrom.write(connection, Instant.parse("2026-11-21T00:00:00Z"));
        return true;
      });

      assertThatThrownBy(other::archive).hasMessageContaining("they begin at 2026-11-21T00:00:00Z");
    }
  }

  @Test
  void aRebuiltInstanceWritesNothingThatIsArchived() throws Exception {
    instance.archive();
    List<Path> before = files(folder.resolve("archive"));
    try (TestInstance rebuilt = filled(new TestInstance(storage, NOW))) {
      rebuilt.archive();
      assertThat(rebuilt.metrics.get("keyfold.ledger.archive.files").counter().count()).isZero();
    }
    assertThat(files(folder.resolve("archive"))).isEqualTo(before);
  }
}
