package io.keyfold.platform.log.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.platform.testing.MovableClock;
import io.keyfold.platform.testing.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Promise 7: decisions do not use state that was deleted from the log. */
@Tag("kafka")
@Tag("promise-7")
class StoreStalenessIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String TOPIC = "aging";
  private static final String STORE = "names";
  private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Map<String, Object> KAFKA = Map.of(
    CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
    TestKafka.servers()
  );

  private final MovableClock clock = new MovableClock(START);

  @TempDir
  private Path folder = Path.of(".");

  private String application = "";

  @BeforeAll
  static void writeRecord() throws Exception {
    TestKafka.create(1, TOPIC);
    try (var producer = new KafkaProducer<>(KAFKA, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, "name", "taken")).get();
    }
  }

  @BeforeEach
  void nameApplication(TestInfo test) {
    application = TOPIC + "-" + test.getTestMethod().orElseThrow().getName();
  }

  @Test
  void staleStoresAreRestoredFromTheLog() throws Exception {
    try (Application first = new Application()) {
      first.awaitRecord();
    }
    // Simulates a deletion whose tombstone has expired. The transaction marker remains.
    try (Admin admin = Admin.create(KAFKA)) {
      admin
        .deleteRecords(
          Map.of(new TopicPartition(application + "-" + STORE + "-changelog", 0), RecordsToDelete.beforeOffset(1))
        )
        .all()
        .get();
    }

    clock.advance(StalenessMarker.MAX_AGE.minusSeconds(1));
    try (Application recent = new Application()) {
      assertThat(recent.holdsTheRecord()).isTrue();
    }
    clock.advance(Duration.ofSeconds(1));
    try (Application late = new Application()) {
      assertThat(late.holdsTheRecord()).isFalse();
    }
  }

  @Test
  void theMarkerIsWrittenOnCleanShutdownOnly() {
    try (Application running = new Application()) {
      running.awaitRecord();
      clock.advance(HOUR);
      assertThat(running.staleness.check(running.streams)).isTrue();

      assertThat(StalenessMarker.in(folder).caughtUpAt()).as("a crash would lose unflushed data").contains(START);
    }

    assertThat(StalenessMarker.in(folder).caughtUpAt()).contains(START.plus(HOUR));
  }

  /** The last transaction marker comes after everything that the standby reads. */
  @Test
  void aCaughtUpStandbyIsNotStale() {
    Path others = folder.resolve("others");
    try (Application one = new Application(); Application other = new Application(others)) {
      // Kafka Streams decides which instance is the standby.
      await()
        .atMost(TIMEOUT)
        .until(() -> one.holdsAsStandby() || other.holdsAsStandby());
      clock.advance(HOUR);
      assertThat(one.staleness.check(one.streams)).isTrue();
      assertThat(other.staleness.check(other.streams)).isTrue();
    }
    assertThat(List.of(StalenessMarker.in(folder), StalenessMarker.in(others)))
      .extracting(StalenessMarker::caughtUpAt)
      .containsOnly(Optional.of(START.plus(HOUR)));
  }

  @Test
  void anApplicationPausedForTooLongMustRestart() {
    try (Application running = new Application()) {
      running.awaitRecord();
      clock.advance(StalenessMarker.MAX_AGE);

      assertThat(running.staleness.check(running.streams)).isFalse();
    }
  }

  /** An application that runs until it is closed. */
  private final class Application implements AutoCloseable {

    private final StoreStaleness staleness;
    private final KafkaStreams streams;

    Application() {
      this(folder);
    }

    Application(Path folder) {
      staleness = StoreStaleness.in(folder, clock);
      StreamsBuilder builder = new StreamsBuilder();
      builder.table(
        TOPIC,
        Consumed.with(Serdes.String(), Serdes.String()),
        // Records of topics with the policy "compact" cannot be deleted.
        Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as(STORE).withLoggingEnabled(
          Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete")
        )
      );
      Properties config = new Properties();
      config.putAll(KAFKA);
      config.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
      config.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("streams").toString());
      config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
      config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
      streams = new KafkaStreams(builder.build(), config);
      staleness.deleteIfStale(streams);
      streams.start();
      await()
        .atMost(TIMEOUT)
        .until(() -> streams.state() == KafkaStreams.State.RUNNING);
    }

    boolean holdsTheRecord() {
      return holds(StoreQueryParameters.fromNameAndType(STORE, QueryableStoreTypes.keyValueStore()));
    }

    boolean holdsAsStandby() {
      boolean standby = streams
        .metadataForLocalThreads()
        .stream()
        .anyMatch(thread -> !thread.standbyTasks().isEmpty());
      StoreQueryParameters<ReadOnlyKeyValueStore<String, String>> query = StoreQueryParameters.fromNameAndType(
        STORE,
        QueryableStoreTypes.keyValueStore()
      );
      return standby && holds(query.enableStaleStores());
    }

    private boolean holds(StoreQueryParameters<ReadOnlyKeyValueStore<String, String>> store) {
      return streams.store(store).get("name") != null;
    }

    void awaitRecord() {
      await().atMost(TIMEOUT).until(this::holdsTheRecord);
    }

    @Override
    public void close() {
      // Otherwise the next application would wait for the session timeout.
      var leaving = CloseOptions.timeout(TIMEOUT).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
      assertThat(streams.close(leaving)).isTrue();
      staleness.stopped();
    }
  }
}
