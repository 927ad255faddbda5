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

/** The compacted topic of one partition that holds the registry. This process is its only writer. */
final class SchemaLog implements AutoCloseable {

  static final String TOPIC = "_schemas";
  private static final Duration BOUND = Duration.ofSeconds(15);

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

  /** {@return the log, its topic made if it is absent} */
  static SchemaLog open(String bootstrapServers) {
    SchemaLog log = new SchemaLog(bootstrapServers);
    log.createTopic();
    return log;
  }

  /** Hands over every entry that is on the log, in order. */
  void replay(Consumer<RegistryRecord> sink) {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    Properties config = client();
    // A consumer that is closed waits for the answer to its last request for more.
    config.put("fetch.max.wait.ms", "10");
    try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition), BOUND).getOrDefault(partition, 0L);
      long deadline = System.nanoTime() + BOUND.toNanos();
      while (consumer.position(partition, BOUND) < end) {
        for (ConsumerRecord<String, String> entry : consumer.poll(Duration.ofMillis(200))) {
          format.read(entry.key(), entry.value()).ifPresent(sink);
        }
        if (System.nanoTime() > deadline) {
          throw new StartFailure("the registry cannot read its topic " + TOPIC);
        }
      }
    }
  }

  /**
   * Appends and returns when the entry is on disk's way for good (acks=all).
   *
   * @throws RegistryWriteException if the broker did not take it in time; it may still be there
   */
  void append(RegistryRecord entry) {
    try {
      producer
        .send(new ProducerRecord<>(TOPIC, 0, format.key(entry), format.value(entry)))
        .get(BOUND.toSeconds(), TimeUnit.SECONDS);
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
      admin.createTopics(List.of(topic)).all().get(BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while the registry started", e);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new StartFailure("the registry cannot make its topic: " + e.getCause(), e);
      }
    } catch (TimeoutException e) {
      throw new StartFailure("the broker does not answer the registry", e);
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
