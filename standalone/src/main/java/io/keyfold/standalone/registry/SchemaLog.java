package io.keyfold.standalone.registry;

import io.keyfold.standalone.StartFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The compacted topic with one partition that stores the registry. This process is its only writer. */
final class SchemaLog implements AutoCloseable {

  static final String TOPIC = "_schemas";
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final String bootstrapServers;
  private final RegistryRecordFormat format = new RegistryRecordFormat();
  private final KafkaProducer<String, String> producer;

  private SchemaLog(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    Properties config = client();
    config.put("acks", "all");
    config.put("linger.ms", "0");
    config.put("delivery.timeout.ms", "10000");
    config.put("request.timeout.ms", "5000");
    this.producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
  }

  /** {@return the log; creates its topic if it is missing} */
  static SchemaLog open(String bootstrapServers) {
    SchemaLog log = new SchemaLog(bootstrapServers);
    log.createTopic();
    return log;
  }

  /** Passes every record on the log to a consumer, in order. */
  void replay(Consumer<RegistryRecord> sink) {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    Properties config = client();
    // Closing a consumer waits for its last fetch.
    config.put("fetch.max.wait.ms", "10");
    try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long endOffset = consumer.endOffsets(List.of(partition), TIMEOUT).getOrDefault(partition, 0L);
      long deadline = System.nanoTime() + TIMEOUT.toNanos();
      while (consumer.position(partition, TIMEOUT) < endOffset) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          format.read(record.key(), record.value()).ifPresent(sink);
        }
        if (System.nanoTime() > deadline) {
          throw new StartFailure("the registry cannot read its topic " + TOPIC);
        }
      }
    }
  }

  /**
   * Appends a record and waits for its acknowledgement (acks=all).
   *
   * @throws RegistryWriteException without an acknowledgement in time; the record may still be on the log
   */
  void append(RegistryRecord record) {
    try {
      producer
        .send(new ProducerRecord<>(TOPIC, 0, format.key(record), format.value(record)))
        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryWriteException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new RegistryWriteException(e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }

  private void createTopic() {
    NewTopic topic = new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
    try (Admin admin = Admin.create(client())) {
      admin.createTopics(List.of(topic)).all().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while the registry started", e);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new StartFailure("the registry cannot create its topic: " + e.getCause(), e);
      }
    } catch (TimeoutException e) {
      throw new StartFailure("the broker does not respond to the registry", e);
    }
  }

  private Properties client() {
    Properties config = new Properties();
    config.put("bootstrap.servers", bootstrapServers);
    config.put("client.id", "keyfold-registry");
    config.put("enable.auto.commit", "false");
    config.put("metric.reporters", "");
    return config;
  }
}
