package com.example.billing;

import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.standalone.broker.Broker;
import io.keyfold.standalone.broker.BrokerSettings;
import io.keyfold.standalone.http.Listener;
import io.keyfold.standalone.registry.Registry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;

/** Keyfold's broker and registry, and totals as session-service writes them: in transactions, with its serializer. */
final class KeyfoldTopics implements AutoCloseable {

  private static final String TOPIC = "usage.totals";
  private static final OffsetAndMetadata NOTHING = new OffsetAndMetadata(0);

  private final Broker broker;
  private final Registry registry;
  private final Listener listener;
  private final AtomicBoolean registryAnswers = new AtomicBoolean();
  private final AtomicInteger refused = new AtomicInteger();
  private final Admin admin;
  private final AvroCodec codec;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  /** Starts with the topic, and a registry that does not answer yet. */
  KeyfoldTopics(Path folder, int partitions) throws ExecutionException, InterruptedException {
    broker = Broker.start(new BrokerSettings(folder, 0));
    registry = Registry.open(broker.bootstrapServers());
    listener = Listener.bind("registry", "127.0.0.1", 0, Duration.ofMillis(200), sometimes(registry.handler()));
    codec = new AvroCodec(registry.client());
    admin = Admin.create(Map.of("bootstrap.servers", servers()));
    admin
      .createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
      .all()
      .get();
    producer = new KafkaProducer<>(
      Map.of("bootstrap.servers", servers(), "transactional.id", "totals"),
      new ByteArraySerializer(),
      new ByteArraySerializer()
    );
    producer.initTransactions();
  }

  private HttpHandler sometimes(HttpHandler handler) {
    return (request, response) -> {
      if (registryAnswers.get()) {
        return handler.handle(request, response);
      }
      refused.incrementAndGet();
      response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
      return response.setComplete();
    };
  }

  String servers() {
    return broker.bootstrapServers();
  }

  String registryUrl() {
    return "http://127.0.0.1:" + listener.port();
  }

  /** {@return how often the registry did not answer} */
  int refused() {
    return refused.get();
  }

  void startRegistry() {
    registryAnswers.set(true);
  }

  /** Writes totals in one transaction. */
  void commit(List<UsageTotal> totals) throws ExecutionException, InterruptedException {
    producer.beginTransaction();
    send(totals).forEach((partition, end) -> ends.merge(partition, end, Math::max));
    producer.commitTransaction();
  }

  /** Writes totals that nobody may see. */
  void abort(List<UsageTotal> totals) throws ExecutionException, InterruptedException {
    producer.beginTransaction();
    send(totals);
    producer.abortTransaction();
  }

  private Map<TopicPartition, Long> send(List<UsageTotal> totals) throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (UsageTotal total : totals) {
      byte[] key = total.key().getBytes(StandardCharsets.UTF_8);
      byte[] value = codec.encode(TOPIC, KeyfoldValues.of(total));
      sent.add(producer.send(new ProducerRecord<>(TOPIC, total.sourcePartition(), key, value)));
    }
    producer.flush();
    Map<TopicPartition, Long> last = new HashMap<>();
    for (Future<RecordMetadata> record : sent) {
      RecordMetadata metadata = record.get();
      last.put(new TopicPartition(TOPIC, metadata.partition()), metadata.offset() + 1);
    }
    return last;
  }

  /** {@return whether the group has committed the offsets of all totals} */
  boolean processed(String group) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets = admin
      .listConsumerGroupOffsets(group)
      .partitionsToOffsetAndMetadata()
      .get();
    return ends
      .entrySet()
      .stream()
      .allMatch(end -> offsets.getOrDefault(end.getKey(), NOTHING).offset() >= end.getValue());
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
    listener.close();
    codec.close();
    registry.close();
    broker.close();
  }
}
