package io.keyfold.platform.log.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.endoffset.EndOffsets;
import io.keyfold.platform.log.endoffset.QuorumEndOffsets;
import io.keyfold.platform.log.store.StalenessMarker;
import io.keyfold.platform.testing.TestKafka;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

/** Views across restarts. Promise 4: stale views do not retain erased data. */
@Tag("kafka")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("promise-7")
class ViewStreamsIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final TopicSpec TOPIC = new TopicSpec(
    "standing.still",
    TopicSpec.Partitioning.SHARED,
    new TopicSpec.Retention.Compacted()
  );
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC.name(), 0);
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Map<String, Object> KAFKA = Map.of(
    CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
    TestKafka.servers()
  );

  private final ThreadSupervisor threads = new ThreadSupervisor(new SimpleMeterRegistry());
  private final QuorumEndOffsets ends = QuorumEndOffsets.of(KAFKA, 1, threads);

  @TempDir
  private Path folder = Path.of(".");

  /** The object stored for each record. */
  record Seen(String key) {}

  private static Key<Seen> key(String id) {
    return new Key<>(TenantId.PLATFORM, new Kind<>("seen", Seen.class), id);
  }

  @BeforeAll
  void writeRecord() throws Exception {
    TestKafka.create(1, TOPIC.name());
    try (var producer = new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(TOPIC.name(), "erased".getBytes(StandardCharsets.UTF_8), null)).get();
    }
  }

  @AfterAll
  void close() {
    ends.close();
  }

  @Test
  void staleViewsAreRebuiltFromTheLog() throws Exception {
    assertThat(holdsTheRecord(NOW)).isTrue();

    // Simulates an erasure whose tombstone has expired.
    try (Admin admin = Admin.create(KAFKA)) {
      admin
        .deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(-1)))
        .all()
        .get();
    }

    assertThat(holdsTheRecord(NOW.plus(StalenessMarker.MAX_AGE).minusSeconds(1))).isTrue();
    assertThat(holdsTheRecord(NOW.plus(StalenessMarker.MAX_AGE))).isFalse();
    // The rebuilt stores are recent: no further rebuild.
    assertThat(StalenessMarker.in(folder).isStale(NOW.plus(StalenessMarker.MAX_AGE))).isFalse();
  }

  /** Starts the views at the given time, looks up the record and stops them. */
  private boolean holdsTheRecord(Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    AvroCodec codec = AvroCodec.of(Map.of("schema.registry.url", "mock://views"), false);
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    var dlq = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    var parts = new ViewStreams.Parts(codec, new DeadLetters(dlq, codec, metrics, clock), threads, clock, metrics);
    var waits = new ViewWaits(
      new EndOffsets(ends::of, ends::of, Schedulers.parallel()),
      TIMEOUT,
      Schedulers.parallel()
    );
    var definition = new ViewDefinition("seen", TOPIC, (partition, id, value, state) ->
      List.of(new Change.Put<>(key(id), new Seen(id)))
    );
    Map<String, Object> config = Map.of(
      CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
      TestKafka.servers(),
      StreamsConfig.APPLICATION_ID_CONFIG,
      "standing-still-views",
      StreamsConfig.STATE_DIR_CONFIG,
      folder.toString()
    );
    var lagSettings = new ViewLags.Settings(TIMEOUT, TIMEOUT);
    try (ViewStreams views = new ViewStreams(List.of(definition), List.of(), config, waits, lagSettings, parts)) {
      views.start();
      await().atMost(TIMEOUT).until(views::ready);
      return views.view("seen").find(key("erased")).isPresent();
    }
  }
}
