package io.keyfold.benchmarks.kafka;

import io.keyfold.benchmarks.report.Result;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Appends records with acks=all in committed transactions. {@link BareWrite} measures a complete write. */
public final class CommittedAppend implements AutoCloseable {

  /** Record size in bytes, about that of a command. */
  static final int RECORD_BYTES = 512;

  private static final String TOPIC = "benchmark.append";

  private final byte[] record = new byte[RECORD_BYTES];
  private final Producer<byte[], byte[]> producer;

  /** Creates a topic with one partition. */
  public CommittedAppend(String servers) throws Exception {
    BenchmarkTopic.create(servers, TOPIC);
    this.producer = new Clients(servers).transactionalProducer(TOPIC);
  }

  /**
   * {@return the result of a number of appends}
   *
   * @param concurrency number of concurrent appends, which share one transaction
   */
  public Result run(int times, int concurrency) throws InterruptedException {
    return Rounds.measure(times, concurrency, () -> {
      producer.beginTransaction();
      for (int i = 0; i < concurrency; i++) {
        var _ = producer.send(new ProducerRecord<>(TOPIC, record));
      }
      producer.commitTransaction();
    });
  }

  @Override
  public void close() {
    producer.close();
  }
}
