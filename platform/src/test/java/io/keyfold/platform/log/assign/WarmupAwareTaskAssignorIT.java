package io.keyfold.platform.log.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.platform.testing.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of an application with four tasks, on a real broker. */
@Tag("kafka")
class WarmupAwareTaskAssignorIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String TOPIC = "patient";

  @TempDir
  private Path folder = Path.of(".");

  @BeforeAll
  static void createTopic() throws Exception {
    TestKafka.create(4, TOPIC);
  }

  @Test
  void aColdInstanceKeepsStandbysAndTakesTasksOnlyFromALeavingInstance() {
    try (KafkaStreams first = start("leaving", 1, Instant.EPOCH)) {
      awaitThat(() -> active(first) == 4);
      try (KafkaStreams second = start("leaving", 2, Instant.now().plus(Duration.ofMinutes(5)))) {
        awaitThat(() -> standby(second) == 4);
        assertThat(active(first)).isEqualTo(4);
        assertThat(active(second)).isZero();

        first.close(CloseOptions.timeout(TIMEOUT).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        awaitThat(() -> active(second) == 4);
      }
    }
  }

  @Test
  void aWarmInstanceTakesItsShareByAFollowUpRebalance() {
    try (KafkaStreams first = start("warming", 1, Instant.EPOCH)) {
      awaitThat(() -> active(first) == 4);
      try (KafkaStreams second = start("warming", 2, Instant.now().plus(Duration.ofSeconds(5)))) {
        awaitThat(() -> active(second) == 2 && active(first) == 2);
      }
    }
  }

  private KafkaStreams start(String application, int instance, Instant warm) {
    var config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.servers());
    config.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve(application + instance).toString());
    config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 200);
    config.putAll(WarmUp.settings(warm));
    var builder = new StreamsBuilder();
    var bytes = Serdes.ByteArray();
    builder.table(TOPIC, Consumed.with(bytes, bytes), Materialized.as("last"));
    KafkaStreams streams = new KafkaStreams(builder.build(), config);
    streams.start();
    return streams;
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(TIMEOUT).until(condition);
  }

  private static int active(KafkaStreams streams) {
    return count(streams, ThreadMetadata::activeTasks);
  }

  private static int standby(KafkaStreams streams) {
    return count(streams, ThreadMetadata::standbyTasks);
  }

  private static int count(KafkaStreams streams, Function<ThreadMetadata, Set<TaskMetadata>> tasks) {
    return streams.metadataForLocalThreads().stream().map(tasks).mapToInt(Set::size).sum();
  }
}
