package io.keyfold.platform.testing;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A real Kafka broker in this JVM, one for all tests of a module. Ends with the JVM. With {@code keyfold.test.kafka} set, the
 * tests run against that cluster instead, e.g. a container.
 */
public final class TestKafka {

  private static final String EXTERNAL = "keyfold.test.kafka";

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
      Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy, "stop-test-kafka"));
      return broker;
    }
  }

  /** {@return the servers to connect to} */
  public static String servers() {
    String external = System.getProperty(EXTERNAL);
    return external == null ? Embedded.BROKER.getBrokersAsString() : external;
  }

  /** Points a Spring context at the broker, with a registry and a state folder of its own. */
  public static void register(DynamicPropertyRegistry registry, String name) {
    properties(name).forEach((key, value) -> registry.add(key, () -> value));
  }

  /** {@return the same settings as a map} */
  public static Map<String, String> properties(String name) {
    return Map.of(
      "spring.kafka.bootstrap-servers",
      servers(),
      "keyfold.schema-registry.url",
      "mock://" + name,
      "keyfold.topics.partitions",
      "2",
      "keyfold.topics.replication-factor",
      "1",
      "keyfold.topics.min-insync-replicas",
      "1",
      "keyfold.log.outcome-timeout",
      "20s",
      "keyfold.vault.keyset-file",
      "target/keyset-" + name + "-" + ProcessHandle.current().pid() + ".json",
      "keyfold.log.state-directory",
      "target/state/" + name + "-" + ProcessHandle.current().pid()
    );
  }

  /** {@return the settings as command line arguments} */
  public static String[] arguments(String name) {
    return properties(name)
      .entrySet()
      .stream()
      .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
      .collect(Collectors.toList())
      .toArray(String[]::new);
  }
}
