package io.keyfold.ledger.testing;

import io.keyfold.ledger.operations.UsageFold;
import io.keyfold.ledger.store.LedgerDigest;
import io.keyfold.ledger.store.LedgerSettings;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.ledger.store.LedgerWriter;
import io.keyfold.usage.UsageEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** A ledger in a temporary folder, filled without a log. For one thread. */
public final class TestLedger implements AutoCloseable {

  private static final int BATCH = 5_000;

  private final Path folder;
  private final LedgerStore store;
  private LedgerWriter writer;
  private final Map<Integer, Long> positions = new HashMap<>();

  /** Opens an empty ledger. */
  public TestLedger() {
    try {
      this.folder = Files.createTempDirectory("ledger");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.store = new LedgerStore(settings(folder), new SimpleMeterRegistry());
    store.open();
    this.writer = store.writer();
  }

  /** {@return settings for a folder} */
  public static LedgerSettings settings(Path folder) {
    return new LedgerSettings(folder, DataSize.ofMegabytes(96), 1, DataSize.ofMegabytes(64), BATCH);
  }

  /** {@return the store} */
  public LedgerStore store() {
    return store;
  }

  /** Writes one batch of records of partition 0, at the next offsets. */
  public TestLedger write(UsageEvent... events) {
    long offset = positions.getOrDefault(0, 0L);
    List<UsageFold.Located> located = new ArrayList<>();
    for (UsageEvent event : events) {
      located.add(new UsageFold.Located(event, 0, offset++));
    }
    return write(located);
  }

  /** Writes one batch. */
  public TestLedger write(List<UsageFold.Located> records) {
    records.forEach(record -> positions.merge(record.partition(), record.offset() + 1, Math::max));
    writer.write(UsageFold.of(records, writer).changes(positions));
    return this;
  }

  /** {@return the position by partition} */
  public Map<Integer, Long> positions() {
    return Map.copyOf(writer.positions());
  }

  /** Closes the file and opens it again. */
  public void restart() {
    writer.close();
    store.close();
    store.open();
    writer = store.writer();
  }

  /** {@return the digest of the content} */
  public LedgerDigest digest() {
    return store.read(LedgerDigest::of).orElseThrow();
  }

  @Override
  public void close() {
    writer.close();
    store.close();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
