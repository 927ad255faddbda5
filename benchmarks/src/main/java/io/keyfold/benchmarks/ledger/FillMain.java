package io.keyfold.benchmarks.ledger;

import io.keyfold.ledger.store.LedgerSettings;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.platform.id.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import org.springframework.util.unit.DataSize;

/** Fills a store without a log, with ledger-service's default settings, and prints what it cost. */
public final class FillMain {

  private static final int OPENINGS = 3;

  private FillMain() {}

  /**
   * Prints lines of a name and a value.
   *
   * @param args the folder, the tenant, the number of its calls, and {@code whole} or {@code split}
   */
  public static void main(String[] args) throws SQLException, IOException {
    Path folder = Path.of(args[0]);
    LedgerSettings settings = new LedgerSettings(folder, DataSize.ofMegabytes(96), 2, DataSize.ofGigabytes(1), 5_000);
    Instant end = Instant.now();
    SyntheticCalls calls = new SyntheticCalls(new TenantId(args[1]), Long.parseLong(args[2]), end);
    print("end", end);
    try (LedgerStore store = opened(settings)) {
      Filler.Filled filled = Filler.fill(store, calls, args[3].equals("split"));
      print("calls", filled.calls());
      print("records", filled.records());
      print("seconds", filled.seconds());
      print("cpu", filled.cpuSeconds());
      StoreFile file = new StoreFile(store);
      file.forgetPositions();
      file.checkpoint();
      print("bytes", Files.size(folder.resolve("ledger.duckdb")));
      print("free", file.freeBytes());
    }
    double fastest = Double.MAX_VALUE;
    for (int i = 0; i < OPENINGS; i++) {
      long start = System.nanoTime();
      try (LedgerStore store = opened(settings)) {
        fastest = Math.min(fastest, (System.nanoTime() - start) / 1e6);
        store.read(database -> database);
      }
    }
    print("open", fastest);
    print("session", calls.session());
    print("deployment", calls.deployment());
  }

  private static LedgerStore opened(LedgerSettings settings) {
    LedgerStore store = new LedgerStore(settings, new SimpleMeterRegistry());
    store.open();
    return store;
  }

  private static void print(String name, Object value) {
    System.out.println(name + "=" + value);
  }
}
