package io.keyfold.ledger.testing;

import io.keyfold.ledger.audit.AuditEntries;
import io.keyfold.ledger.ingest.BatchListener;
import io.keyfold.ledger.operations.UsageFold;
import io.keyfold.ledger.store.Batch;
import io.keyfold.ledger.store.LedgerDigest;
import io.keyfold.ledger.store.LedgerSettings;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.ledger.store.LedgerWriter;
import io.keyfold.ledger.store.Positions;
import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schema.Event;
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
import org.apache.kafka.common.TopicPartition;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** A ledger in a temporary folder, filled without a log. For one thread. */
public final class TestLedger implements AutoCloseable {

  private static final int BATCH = 5_000;

  private final Path folder;
  private final LedgerStore store;
  private LedgerWriter writer;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private BatchListener listener = batch -> {};

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

  /** {@return the settings of this ledger} */
  public LedgerSettings settings() {
    return settings(folder);
  }

  /** {@return the writer, until the next restart} */
  public LedgerWriter writer() {
    return writer;
  }

  /** Writes one batch of records of partition 0, at the next offsets. */
  public TestLedger write(UsageEvent... events) {
    long offset = positions.getOrDefault(usage(0), 0L);
    List<UsageFold.Located> located = new ArrayList<>();
    for (UsageEvent event : events) {
      located.add(new UsageFold.Located(event, 0, offset++));
    }
    return write(located);
  }

  /** Writes one batch. */
  public TestLedger write(List<UsageFold.Located> records) {
    records.forEach(record -> positions.merge(usage(record.partition()), record.offset() + 1, Math::max));
    return write(new Batch(UsageFold.of(records, writer).changes(), List.of(), positions));
  }

  /** Writes one batch of events, at the next offsets of partition 0 of their topic. */
  public TestLedger write(TopicSpec topic, Event... events) {
    TopicPartition at = new TopicPartition(topic.name(), 0);
    List<Batch.Located> located = new ArrayList<>();
    for (Event event : events) {
      long offset = positions.getOrDefault(at, 0L);
      positions.put(at, offset + 1);
      AuditEntries.of(event).ifPresent(entry -> located.add(new Batch.Located(entry, at, offset)));
    }
    return write(new Batch(UsageFold.of(List.of(), writer).changes(), located, positions));
  }

  private TestLedger write(Batch batch) {
    writer.write(batch);
    listener.written(batch);
    return this;
  }

  /** Tells the listener of later batches. */
  public void listen(BatchListener other) {
    listener = other;
  }

  /** {@return the position by partition of usage records} */
  public Map<Integer, Long> positions() {
    return Positions.of(Topics.USAGE_RECORDS.name(), writer.positions());
  }

  private static TopicPartition usage(int partition) {
    return new TopicPartition(Topics.USAGE_RECORDS.name(), partition);
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
    return store.read(database -> LedgerDigest.of(database, Topics.USAGE_RECORDS.name())).orElseThrow();
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
