package io.keyfold.platform.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.testcontainers.kafka.KafkaContainer;

/**
 * A real Kafka broker, shared by all tests of a module: in this JVM, or in a container with
 * {@code keyfold.test.kafka=container}. Stops with the JVM.
 */
public final class TestKafka {

  private static final String WHERE = "keyfold.test.kafka";
  private static final String IMAGE = "apache/kafka:4.2.1";

  private TestKafka() {}

  /** Started on first use, because most tests of a module need no broker. */
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
      Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy, "stop-test-kafka"));
      return broker;
    }
  }

  /** A broker in a container, with its own process and network. */
  private static final class Contained {

    static final KafkaContainer KAFKA = start();

    private static KafkaContainer start() {
      KafkaContainer kafka = new KafkaContainer(IMAGE)
        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
        .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
      kafka.start();
      Runtime.getRuntime().addShutdownHook(new Thread(kafka::stop, "stop-test-kafka"));
      return kafka;
    }
  }

  /** {@return whether tests use a broker in a container} */
  static boolean inContainer() {
    return "container".equals(System.getProperty(WHERE));
  }

  /** {@return the bootstrap servers} */
  public static String servers() {
    return inContainer() ? Contained.KAFKA.getBootstrapServers() : Embedded.BROKER.getBrokersAsString();
  }

  /** Creates topics with the given number of partitions. */
  public static void create(int partitions, String... topics) throws ExecutionException, InterruptedException {
    List<NewTopic> newTopics = Stream.of(topics)
      .map(topic -> new NewTopic(topic, partitions, (short) 1))
      .toList();
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers()))) {
      admin.createTopics(newTopics).all().get();
    }
  }

  /**
   * Configures a Spring context to use the broker, with its own registry and state directory; the keyset is shared per
   * broker.
   */
  public static void register(DynamicPropertyRegistry registry, String name) {
    properties(name).forEach((key, value) -> registry.add(key, () -> value));
  }

  /** {@return the same properties as a map} */
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
      "keyfold.deployment.keyset-file",
      "target/deployment-keyset-" + ProcessHandle.current().pid() + ".json",
      "keyfold.log.state-directory",
      "target/state/" + name + "-" + ProcessHandle.current().pid()
    );
  }
}
