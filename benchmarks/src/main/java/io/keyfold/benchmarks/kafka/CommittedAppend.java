package io.keyfold.benchmarks.kafka;

import io.keyfold.benchmarks.report.Result;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record, acks=all, in a transaction that is committed. It is not what a write is: see {@link BareWrite}.
 */
public final class CommittedAppend implements AutoCloseable {

  /** Bytes in a record: about what a command takes. */
  static final int RECORD_BYTES = 512;

  private static final String TOPIC = "benchmark.append";

  private final byte[] record = new byte[RECORD_BYTES];
  private final Producer<byte[], byte[]> producer;

  /** Appends to a topic of its own with one partition. */
  public CommittedAppend(String servers) throws Exception {
    BenchmarkTopic.create(servers, TOPIC);
    this.producer = new Clients(servers).transactional(TOPIC);
  }

  /**
   * {@return how so many appends went}
   *
   * @param atOnce how many callers wait at a time; while a transaction commits they gather, and the next one takes them all
   */
  public Result run(int times, int atOnce) throws InterruptedException {
    return Rounds.measure(times, atOnce, () -> {
      producer.beginTransaction();
      for (int i = 0; i < atOnce; i++) {
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
