package io.keyfold.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.ledger.operations.UsageFold;
import io.keyfold.ledger.testing.Records;
import io.keyfold.ledger.testing.TestLedger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("promise-7")
class LedgerStoreTest {

  @TempDir
  Path folder;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private LedgerStore store = new LedgerStore(TestLedger.settings(Path.of("target")), metrics);

  @BeforeEach
  void create() {
    store = new LedgerStore(TestLedger.settings(folder), metrics);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aRestartContinuesAtThePositions() {
    store.open();
    write();
    store.close();
    assertThat(digest()).isEmpty();

    store.open();
    assertThat(digest().orElseThrow().positions()).isEqualTo(Map.of(0, 1L));
    try (LedgerWriter writer = store.writer()) {
      assertThat(writer.open(List.of("tcl_1/tool_calls", "tcl_2/tool_calls"))).containsOnlyKeys("tcl_1/tool_calls");
    }
  }

  @Test
  void aDamagedFileIsDeletedAndReported() throws Exception {
    store.open();
    write();
    store.close();
    Files.writeString(folder.resolve("ledger.duckdb"), "something else".repeat(1_000));

    store.open();

    assertThat(digest().orElseThrow().positions()).isEmpty();
    assertThat(metrics.get("keyfold.ledger.rebuilds").counter().count()).isEqualTo(1);
  }

  @Test
  void aFileThatAnotherProcessHasOpenIsNotDamaged() throws Exception {
    Process other = new ProcessBuilder(
      ProcessHandle.current().info().command().orElseThrow(),
      "-Xmx128m",
      "--enable-native-access=ALL-UNNAMED",
      "-Djava.io.tmpdir=" + folder,
      "-cp",
      System.getProperty("java.class.path"),
      KilledWriter.class.getName(),
      folder.toString()
    ).start();
    try (var output = other.inputReader()) {
      assertThat(output.readLine()).isNotNull();

      assertThatThrownBy(store::open).isInstanceOfSatisfying(StoreException.class, error ->
        assertThat(error.isDamage()).isFalse()
      );
      assertThat(metrics.get("keyfold.ledger.rebuilds").counter().count()).isZero();
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  private Optional<LedgerDigest> digest() {
    return store.read(database -> LedgerDigest.of(database, KilledWriter.AT.topic()));
  }

  private void write() {
    try (LedgerWriter writer = store.writer()) {
      UsageFold fold = UsageFold.of(List.of(new UsageFold.Located(Records.start("tcl_1/tool_calls", 1), 0, 0)), writer);
      writer.write(new Batch(fold.changes(), List.of(), Map.of(KilledWriter.AT, 1L)));
    }
  }
}
