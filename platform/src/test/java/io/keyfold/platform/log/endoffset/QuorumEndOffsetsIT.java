package io.keyfold.platform.log.endoffset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.platform.testing.TestKafka;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Kafka's protocol with a real broker. */
@Tag("kafka")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuorumEndOffsetsIT {

  private static final ThreadSupervisor THREADS = new ThreadSupervisor(new SimpleMeterRegistry());

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String TOPIC = "ends";
  private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
  private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);

  private final QuorumEndOffsets endOffsets = QuorumEndOffsets.of(kafka(TestKafka.servers()), 1, TIMEOUT, THREADS);

  private static Map<String, Object> kafka(String servers) {
    return Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
  }

  @BeforeAll
  void createTopic() throws ExecutionException, InterruptedException {
    TestKafka.create(2, TOPIC);
  }

  @AfterAll
  void close() {
    endOffsets.close();
  }

  @Test
  @Tag("promise-3")
  void theEndOffsetIncludesTheTransactionMarker() {
    Map<String, Object> config = Map.of(
      ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
      TestKafka.servers(),
      ProducerConfig.TRANSACTIONAL_ID_CONFIG,
      TOPIC
    );
    try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>(TOPIC, 0, new byte[0], new byte[0]));
      producer.flush();
      assertThat(endOffsets.of(Set.of(FIRST)))
        .succeedsWithin(TIMEOUT)
        .isEqualTo(Map.of(FIRST, 0L));

      producer.commitTransaction();
      // The commit is acknowledged before its marker is in the partition.
      await()
        .atMost(TIMEOUT)
        .untilAsserted(() ->
          assertThat(endOffsets.of(Set.of(FIRST, SECOND)))
            .succeedsWithin(TIMEOUT)
            .isEqualTo(Map.of(FIRST, 2L, SECOND, 0L))
        );
    }
  }

  @Test
  void aMissingTopicHasNoEndOffset() {
    QuorumEndOffsets shortTimeout = QuorumEndOffsets.of(kafka(TestKafka.servers()), 1, Duration.ofMillis(200), THREADS);
    assertThat(shortTimeout.of(Set.of(new TopicPartition("nowhere", 0))))
      .succeedsWithin(TIMEOUT)
      .isEqualTo(Map.of());
    shortTimeout.close();
  }

  @Test
  void anUnreachableBrokerEndsInATimeout() {
    QuorumEndOffsets shortTimeout = QuorumEndOffsets.of(kafka("127.0.0.1:1"), 1, Duration.ofMillis(200), THREADS);
    assertThat(shortTimeout.of(Set.of(FIRST)))
      .succeedsWithin(TIMEOUT)
      .isEqualTo(Map.of());
    shortTimeout.close();
  }
}
