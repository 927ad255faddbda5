package io.keyfold.ledger.ingest;

import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.ledger.store.LedgerWriter;
import io.keyfold.ledger.store.NextFile;
import io.keyfold.ledger.store.StoreException;
import io.keyfold.platform.log.view.ViewFormatVersion;
import io.keyfold.platform.log.wiring.LogParts;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Folds the log into a new file, next to the live one, batch by batch between those of the live file. For one thread.
 */
final class Rebuild implements AutoCloseable {

  private final Consumer<byte[], byte[]> consumer;
  private final NextFile file;
  private final LedgerWriter writer;
  private final LogReading log;
  private Map<TopicPartition, Long> positions;

  private Rebuild(LedgerStore store, Consumer<byte[], byte[]> consumer, LedgerTopics topics, LogParts parts) {
    ViewFormatVersion version = ViewFormatVersion.in(store.nextFolder(), LedgerStore.VERSION);
    if (version.isOutdated()) {
      store.deleteNext();
    }
    this.consumer = consumer;
    this.file = store.next();
    try {
      version.resume();
      this.writer = file.writer();
      Partitions partitions = Partitions.assign(consumer, topics.names(), writer.positions());
      this.positions = partitions.positions();
      RecordReader reader = new RecordReader(parts.codec(), parts.deadLetters(), version);
      this.log = new LogReading(partitions, writer, reader, parts.metrics());
    } catch (RuntimeException e) {
      // With the file, its connections are closed.
      file.close();
      throw e;
    }
  }

  /**
   * {@return a rebuild that begins, or continues the file of an interrupted one}
   *
   * @throws RebuildException if the file cannot be opened
   */
  static Rebuild begin(
    LedgerStore store,
    Supplier<Consumer<byte[], byte[]>> consumers,
    LedgerTopics topics,
    LogParts parts
  ) {
    Consumer<byte[], byte[]> consumer = consumers.get();
    try {
      return new Rebuild(store, consumer, topics, parts);
    } catch (StoreException | UncheckedIOException e) {
      consumer.close();
      throw new RebuildException(e);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /**
   * Writes a batch; waits briefly if there is none.
   *
   * @throws RebuildException if the file cannot be written
   */
  void step(Duration wait) {
    try {
      positions = log.next(wait).batch().positions();
    } catch (StoreException e) {
      throw new RebuildException(e);
    }
  }

  /** {@return whether the new file has everything that the live one has} */
  boolean hasReached(Map<TopicPartition, Long> live) {
    return live
      .entrySet()
      .stream()
      .allMatch(at -> positions.getOrDefault(at.getKey(), 0L) >= at.getValue());
  }

  CatchUpProgress progress() {
    return log.progress();
  }

  @Override
  public void close() {
    writer.close();
    file.close();
    consumer.close();
  }
}
