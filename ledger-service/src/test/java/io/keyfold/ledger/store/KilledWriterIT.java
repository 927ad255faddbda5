package io.keyfold.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.operations.UsageFold;
import io.keyfold.ledger.testing.TestLedger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed again and again while it appends: nothing is lost and nothing is there twice. */
@Tag("promise-2")
@Tag("promise-7")
class KilledWriterIT {

  private static final int KILLS = 6;

  @TempDir
  Path folder;

  @Test
  void whatWasCommittedIsThereOnceAfterEachKill() throws Exception {
    long acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      acknowledged = run(kill);
      try (LedgerStore store = open()) {
        try (LedgerWriter writer = store.writer()) {
          long position = writer.positions().getOrDefault(KilledWriter.AT, 0L);
          assertThat(position).isGreaterThanOrEqualTo(acknowledged);
          assertThat(position % KilledWriter.BATCH).isZero();
        }
        assertThat(digest(store)).isEqualTo(expected(store));
      }
    }
    assertThat(acknowledged).isPositive();
  }

  /** {@return the last position that the process reported before it was killed} */
  private long run(int kill) throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    Process process = new ProcessBuilder(
      ProcessHandle.current().info().command().orElseThrow(),
      "-Xmx128m",
      "--enable-native-access=ALL-UNNAMED",
      "-Djava.io.tmpdir=" + temporary,
      "-cp",
      System.getProperty("java.class.path"),
      KilledWriter.class.getName(),
      folder.resolve("store").toString()
    )
      .redirectError(folder.resolve("errors").toFile())
      .start();
    long last = 0;
    try (BufferedReader output = process.inputReader()) {
      // Killed after a few batches, in the middle of the next one.
      for (int batches = 0; batches < 5 + 7 * kill; batches++) {
        String line = output.readLine();
        assertThat(line)
          .as(Files.readString(folder.resolve("errors")))
          .isNotNull();
        last = Long.parseLong(line);
      }
      process.destroyForcibly();
    }
    process.waitFor();
    try (var left = Files.list(temporary)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
    return last;
  }

  private LedgerStore open() {
    LedgerStore store = new LedgerStore(TestLedger.settings(folder.resolve("store")), new SimpleMeterRegistry());
    store.open();
    return store;
  }

  private static LedgerDigest digest(LedgerStore store) {
    return store.read(database -> LedgerDigest.of(database, KilledWriter.AT.topic())).orElseThrow();
  }

  /** A ledger that reads the same log up to the same position in one go. */
  private static LedgerDigest expected(LedgerStore store) {
    long position = digest(store).positions().getOrDefault(0, 0L);
    try (TestLedger ledger = new TestLedger()) {
      for (long from = 0; from < position; from += KilledWriter.BATCH) {
        List<UsageFold.Located> batch = KilledWriter.batch(from);
        ledger.write(batch);
      }
      assertThat(ledger.positions()).isEqualTo(position == 0 ? Map.of() : Map.of(0, position));
      return ledger.digest();
    }
  }
}
