package io.keyfold.benchmarks.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's own clients with what matters here set as Keyfold sets it: acks=all, no linger, only what is committed is read.
 *
 * @param servers of the broker
 */
public record Clients(String servers) {
  /** {@return a producer without transactions} */
  Producer<byte[], byte[]> appending() {
    return new KafkaProducer<>(appends(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** {@return a producer whose transactions can begin} */
  Producer<byte[], byte[]> transactional(String id) {
    Map<String, Object> config = appends();
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
    // The first record of a transaction is refused until the markers of the one before are written.
    config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
    // With more, records that overtake a refused first one can find the transaction over, which ends the producer for good.
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    Producer<byte[], byte[]> producer = new KafkaProducer<>(
      config,
      new ByteArraySerializer(),
      new ByteArraySerializer()
    );
    producer.initTransactions();
    return producer;
  }

  /** {@return a consumer of all that comes to these topics from now on; the group of its positions has the first one's name} */
  public Consumer<byte[], byte[]> reading(List<String> topics) {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, topics.getFirst());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = topics
      .stream()
      .flatMap(topic -> consumer.partitionsFor(topic).stream())
      .map(info -> new TopicPartition(info.topic(), info.partition()))
      .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is lazy: without this it would begin wherever the end is at the first poll.
    partitions.forEach(consumer::position);
    return consumer;
  }

  private Map<String, Object> appends() {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return config;
  }
}
