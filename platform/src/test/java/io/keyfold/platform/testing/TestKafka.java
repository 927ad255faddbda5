package io.keyfold.platform.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.SpringApplication;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.testcontainers.kafka.KafkaContainer;

/**
 * A real Kafka broker, one for all tests of a module: in this JVM, or with {@code keyfold.test.kafka=container} in a container.
 * Ends with the JVM.
 */
public final class TestKafka {

  private static final String WHERE = "keyfold.test.kafka";
  private static final String IMAGE = "apache/kafka:4.2.1";

  private TestKafka() {}

  /** Only while somebody asks: most tests of a module need no broker. */
  private static final class Embedded {

    static final EmbeddedKafkaBroker BROKER = start();

    private static EmbeddedKafkaBroker start() {
      EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
      broker.brokerProperties(
        Map.of(
          "auto.create.topics.enable",
          "false",
          "group.initial.rebalance.delay.ms",
          "0",
          "offsets.topic.num.partitions",
          "3",
          "transaction.state.log.num.partitions",
          "3",
          "transaction.state.log.replication.factor",
          "1",
          "transaction.state.log.min.isr",
          "1"
        )
      );
      broker.afterPropertiesSet();
      stopAfterContexts(broker::destroy);
      return broker;
    }
  }

  /** The same tests on the real thing, with its own process and network. */
  private static final class Contained {

    static final KafkaContainer KAFKA = start();

    private static KafkaContainer start() {
      KafkaContainer kafka = new KafkaContainer(IMAGE)
        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
        .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
      kafka.start();
      stopAfterContexts(kafka::stop);
      return kafka;
    }
  }

  /** {@return whether the tests are to run on a broker in a container} */
  static boolean inContainer() {
    return "container".equals(System.getProperty(WHERE));
  }

  /**
   * Stops a fixture when the JVM ends, after every Spring context is closed. Shutdown hooks of the JVM run all at once: a
   * context that closes without its broker waits for each of its timeouts, which takes longer than a test JVM is given.
   */
  static void stopAfterContexts(Runnable stop) {
    SpringApplication.getShutdownHandlers().add(stop);
  }

  /** {@return the servers to connect to} */
  public static String servers() {
    return inContainer() ? Contained.KAFKA.getBootstrapServers() : Embedded.BROKER.getBrokersAsString();
  }

  /** Makes topics of so many partitions each. */
  public static void create(int partitions, String... topics) throws ExecutionException, InterruptedException {
    List<NewTopic> wanted = Stream.of(topics)
      .map(topic -> new NewTopic(topic, partitions, (short) 1))
      .toList();
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers()))) {
      admin.createTopics(wanted).all().get();
    }
  }

  /** Points a Spring context at the broker, with a registry and a state folder of its own; the keyset goes with the broker. */
  public static void register(DynamicPropertyRegistry registry, String name) {
    properties(name).forEach((key, value) -> registry.add(key, () -> value));
  }

  /** {@return the same settings as a map} */
  public static Map<String, String> properties(String name) {
    return Map.of(
      "spring.kafka.bootstrap-servers",
      servers(),
      "keyfold.schema-registry.url",
      TestRegistry.url(name),
      "keyfold.topics.partitions",
      "2",
      "keyfold.topics.replication-factor",
      "1",
      "keyfold.topics.min-insync-replicas",
      "1",
      "keyfold.log.standby-replicas",
      "0",
      "keyfold.log.outcome-timeout",
      "20s",
      "keyfold.vault.keyset-file",
      "target/keyset-" + ProcessHandle.current().pid() + ".json",
      "keyfold.log.state-directory",
      "target/state/" + name + "-" + ProcessHandle.current().pid()
    );
  }
}
