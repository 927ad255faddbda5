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
 * Creates Kafka clients with Keyfold's settings: acks=all, no linger, read_committed.
 *
 * @param servers bootstrap servers
 */
public record Clients(String servers) {
  /** {@return a producer without transactions} */
  Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(producerConfig(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** {@return a transactional producer, initialised} */
  Producer<byte[], byte[]> transactionalProducer(String id) {
    Map<String, Object> config = producerConfig();
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
    // The broker rejects a transaction's first record until the markers of the previous one are written.
    config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
    // With more, a record that overtakes a rejected first one can find the transaction ended, which is fatal to the
    // producer.
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    Producer<byte[], byte[]> producer = new KafkaProducer<>(
      config,
      new ByteArraySerializer(),
      new ByteArraySerializer()
    );
    producer.initTransactions();
    return producer;
  }

  /** {@return a consumer of all further records of these topics; its group id is the first topic's name} */
  public Consumer<byte[], byte[]> consumerFromEnd(List<String> topics) {
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
    // seekToEnd is lazy and would otherwise use the end offset at the first poll.
    partitions.forEach(consumer::position);
    return consumer;
  }

  private Map<String, Object> producerConfig() {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return config;
  }
}
