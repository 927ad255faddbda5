package io.keyfold.ledger.ingest;

import io.keyfold.ledger.operations.UsageFold;
import io.keyfold.ledger.store.Batch;
import io.keyfold.ledger.store.LedgerWriter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads the log into a store, batch by batch. For one thread. */
final class LogReading {

  private final Partitions partitions;
  private final LedgerWriter writer;
  private final RecordReader reader;
  private final MeterRegistry metrics;
  private final Timer commits;
  private CatchUpProgress progress;

  /**
   * A batch that is in the store.
   *
   * @param polled its records
   * @param batch what they changed
   */
  record Written(ConsumerRecords<byte[], byte[]> polled, Batch batch) {}

  /** Begins at the positions of the partitions. */
  LogReading(Partitions partitions, LedgerWriter writer, RecordReader reader, MeterRegistry metrics) {
    this.partitions = partitions;
    this.writer = writer;
    this.reader = reader;
    this.metrics = metrics;
    this.commits = Timer.builder("keyfold.ledger.commit")
      .description("Appending one batch of records, with its positions")
      .register(metrics);
    Map<TopicPartition, Long> positions = partitions.positions();
    this.progress = new CatchUpProgress(positions, positions, partitions.ends());
  }

  /** {@return how far it has caught up since it began} */
  CatchUpProgress progress() {
    return progress;
  }

  /** {@return the next batch, which is now in the store; without records if none came during the wait} */
  Written next(Duration wait) {
    ConsumerRecords<byte[], byte[]> polled = partitions.consumer().poll(wait);
    // Also without records: transaction markers take offsets too.
    Map<TopicPartition, Long> positions = partitions.positions();
    Batch batch = polled.isEmpty() ? Batch.without(positions) : write(PolledRecords.of(polled, reader), positions);
    progress = progress.at(positions);
    return new Written(polled, batch);
  }

  private Batch write(PolledRecords records, Map<TopicPartition, Long> positions) {
    Timer.Sample sample = Timer.start();
    UsageFold fold = UsageFold.of(records.usage(), writer);
    Batch batch = new Batch(fold.changes(), records.events(), positions);
    writer.write(batch);
    sample.stop(commits);
    fold
      .verdicts()
      .forEach((verdict, count) ->
        metrics.counter("keyfold.ledger.records", "verdict", verdict.name()).increment(count)
      );
    return batch;
  }
}
