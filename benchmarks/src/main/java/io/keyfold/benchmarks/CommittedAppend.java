package io.keyfold.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The least that a write can cost on the same broker: one record, acks=all, in a transaction that is committed. It is not
 * what a write is: that is two appends, a commit over four partitions, and a view that has folded the event.
 */
final class CommittedAppend implements AutoCloseable {

  private static final String TOPIC = "benchmark.append";
  private static final byte[] RECORD = new byte[512];

  private final Producer<byte[], byte[]> producer;

  CommittedAppend(String servers) throws InterruptedException, ExecutionException {
    Map<String, Object> config = new HashMap<>(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers));
    try (Admin admin = Admin.create(config)) {
      admin
        .createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
        .all()
        .get();
    }
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TOPIC);
    this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
  }

  /** {@return how so many appends went, one after the other} */
  Result run(int times) {
    long[] nanos = new long[times];
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      long begun = System.nanoTime();
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>(TOPIC, RECORD));
      producer.commitTransaction();
      nanos[i] = System.nanoTime() - begun;
    }
    return Result.of(nanos, System.nanoTime() - start);
  }

  @Override
  public void close() {
    producer.close();
  }
}
