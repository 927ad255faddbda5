package io.keyfold.session.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.platform.completeness.SpoolShutdown;
import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.testing.TestKafka;
import io.keyfold.platform.testing.TestRegistry;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.session.spool.SpoolProducers;
import io.keyfold.session.spool.SpoolSettings;
import io.keyfold.session.spool.UsageSpoolRuntime;
import io.keyfold.session.usage.totals.DeploymentPartitioner;
import io.keyfold.session.usage.totals.TotalsTopology;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.SpoolWatermark;
import io.keyfold.usage.UsageTotal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/**
 * Tests the path from the disk spool to the totals on a real broker, with a crash between acknowledgement and
 * checkpoint.
 */
@Tag("kafka")
@Tag("promise-6")
class SpoolToTotalsIT {

  // A topic of its own, since the module's tests share a broker.
  private static final String RECORDS = "spool-it.records";
  private static final String TOTALS = "spool-it.totals";
  private static final String WATERMARKS = "spool-it.watermarks";

  private static final int OPERATIONS = 60;
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir
  Path folder;

  private final AvroCodec codec = AvroCodec.of(
    Map.of("schema.registry.url", TestRegistry.url("spool-to-totals")),
    false
  );
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @Test
  void aCrashBetweenAcknowledgementAndCheckpointCountsOnce() throws Exception {
    TestKafka.create(3, RECORDS, TOTALS, WATERMARKS);
    Path life = folder.resolve("life");
    try (UsageSpoolRuntime spool = announced(spool(life, transactionalId -> new RejectsRecords()))) {
      // Kafka fails once the spool is announced: all records are on disk and none is sent.
      for (int i = 0; i < OPERATIONS; i++) {
        append(
          spool,
          MeteredOperations.call("tcl_" + i, "pdp_" + (i % 5), 1, "send", MeteredOperations.AT.plusSeconds(20L * i)),
          i % 3 != 0
        );
      }
    }
    Path crashed = copy(life, folder.resolve("crashed"));

    try (KafkaStreams totals = totals()) {
      totals.start();
      try (UsageSpoolRuntime spool = spool(life, kafka())) {
        await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(counted()).isEqualTo(OPERATIONS));
        assertThat(spool.spoolId()).startsWith("usp_");
      }
      // The same spool before anything was marked as sent.
      try (UsageSpoolRuntime spool = announced(spool(crashed, kafka()))) {
        append(
          spool,
          MeteredOperations.call("tcl_after", "pdp_1", 1, "send", MeteredOperations.AT.plusSeconds(60)),
          true
        );
        await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(counted()).isEqualTo(OPERATIONS + 1));
      }
      assertThat(repeated()).isEqualTo(OPERATIONS + (OPERATIONS * 2.0) / 3);
    }

    assertThat(sum(UsageTotal::getSucceeded)).isEqualTo((OPERATIONS * 2) / 3 + 1);
    assertThat(sum(UsageTotal::getOutcomeUnknown)).isEqualTo(OPERATIONS / 3);
    assertThat(watermarks().getLast().getCompleteUntil()).isEqualTo(SpoolShutdown.AT);
    assertThat(watermarks().getLast().getPositions()).isNotEmpty();
  }

  /** A producer that accepts watermarks but no records. */
  private static final class RejectsRecords extends MockProducer<String, byte[]> {

    RejectsRecords() {
      super(true, null, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
      if (record.topic().equals(RECORDS)) {
        throw new KafkaException("not now");
      }
      return super.send(record);
    }
  }

  private double repeated() {
    return metrics.counter("keyfold.usage.totals", "verdict", "REPEATED").count();
  }

  private static void append(UsageSpoolRuntime spool, MeteredOperation operation, boolean ends) {
    spool.port().append(operation.recorded(Outcome.UNKNOWN, operation.occurredAt())).block(BOUND);
    if (ends) {
      Instant at = operation.occurredAt().plusMillis(3);
      spool
        .port()
        .append(operation.completed(Outcome.SUCCEEDED, at, Duration.ofMillis(3), null, null))
        .block(BOUND);
    }
  }

  private static UsageSpoolRuntime announced(UsageSpoolRuntime spool) {
    await().atMost(BOUND).until(spool::announced);
    return spool;
  }

  private SpoolProducers kafka() {
    return SpoolProducers.of(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.servers()), settings(folder));
  }

  private static SpoolSettings settings(Path path) {
    return new SpoolSettings(
      path,
      DataSize.ofMegabytes(8),
      1_000,
      DataSize.ofKilobytes(16),
      Duration.ofSeconds(30),
      false,
      Duration.ofSeconds(5),
      7,
      Duration.ZERO,
      Duration.ofMillis(100),
      Duration.ofMillis(100),
      Duration.ofSeconds(10),
      Duration.ofSeconds(2)
    );
  }

  private UsageSpoolRuntime spool(Path path, SpoolProducers producers) {
    return UsageSpoolRuntime.start(
      settings(path),
      RECORDS,
      WATERMARKS,
      codec::encode,
      producers,
      new ThreadSupervisor(new SimpleMeterRegistry()),
      new SimpleMeterRegistry(),
      Clock.systemUTC()
    );
  }

  private KafkaStreams totals() {
    DeadLetters aside = new DeadLetters(
      new KafkaProducer<>(
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.servers()),
        new ByteArraySerializer(),
        new ByteArraySerializer()
      ),
      codec,
      metrics,
      Clock.systemUTC()
    );
    StreamsBuilder builder = new StreamsBuilder();
    TotalsTopology.function(codec, aside, new PollCommitCoordinator(Duration.ZERO), metrics)
      .apply(builder.stream(RECORDS, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())))
      .to(TOTALS, Produced.with(Serdes.ByteArray(), Serdes.ByteArray(), new DeploymentPartitioner()));
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "spool-to-totals");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.servers());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("streams").toString());
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    return new KafkaStreams(builder.build(), config);
  }

  private long counted() {
    return sum(UsageTotal::getCount);
  }

  private long sum(ToLongFunction<UsageTotal> what) {
    Map<String, UsageTotal> last = new TreeMap<>();
    for (var record : read(TOTALS)) {
      UsageTotal total = (UsageTotal) codec.decode(record.topic(), record.value());
      // The last total of a partition proves the progress only if all earlier totals are on the same partition.
      assertThat(record.partition()).isEqualTo(total.getSourcePartition());
      last.put(record.key(), total);
    }
    return last.values().stream().mapToLong(what).sum();
  }

  private List<SpoolWatermark> watermarks() {
    return read(WATERMARKS)
      .stream()
      .map(record -> (SpoolWatermark) codec.decode(record.topic(), record.value()))
      .toList();
  }

  private static List<ConsumerRecord<String, byte[]>> read(String topic) {
    Map<String, Object> config = Map.of(
      ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
      TestKafka.servers(),
      ConsumerConfig.ISOLATION_LEVEL_CONFIG,
      "read_committed"
    );
    try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = Stream.of(0, 1, 2)
        .map(partition -> new TopicPartition(topic, partition))
        .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
      while (
        ends
          .entrySet()
          .stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
      ) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
      return all;
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    assertThat(new String(Files.readAllBytes(to.resolve("identity")), StandardCharsets.UTF_8)).startsWith("usp_");
    return to;
  }
}
