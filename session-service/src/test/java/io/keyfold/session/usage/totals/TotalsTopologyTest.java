package io.keyfold.session.usage.totals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schemas.registry.MockRegistries;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import io.keyfold.usage.UsageTotal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TotalsTopologyTest {

  private static final byte[] KEY = "pdp_1".getBytes(StandardCharsets.UTF_8);

  @TempDir
  Path state;

  private final AvroCodec codec = AvroCodec.of(Map.of("schema.registry.url", "mock://totals-topology"), false);
  private final PollCommitCoordinator batches = new PollCommitCoordinator(Duration.ZERO);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final MockProducer<byte[], byte[]> deadLetters = new MockProducer<>(
    true,
    null,
    new ByteArraySerializer(),
    new ByteArraySerializer()
  );
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> records;
  private TestOutputTopic<byte[], byte[]> totals;

  @BeforeEach
  void start() {
    start("first");
  }

  private void start(String application) {
    StreamsBuilder builder = new StreamsBuilder();
    DeadLetters aside = new DeadLetters(deadLetters, codec, metrics, Clock.systemUTC());
    TotalsTopology.function(codec, aside, batches, metrics)
      .apply(builder.stream("usage.records", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())))
      .to("usage.totals", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    driver = new TopologyTestDriver(builder.build(), config);
    records = driver.createInputTopic("usage.records", new ByteArraySerializer(), new ByteArraySerializer());
    totals = driver.createOutputTopic("usage.totals", new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  @Tag("promise-6")
  void theLastValueOfEachKeyIsRight() {
    MeteredOperation first = MeteredOperations.call("tcl_1");
    MeteredOperation second = MeteredOperations.call("tcl_2");

    pipe(
      MeteredOperations.start(first, "usp_1", 1),
      MeteredOperations.start(second, "usp_1", 2),
      MeteredOperations.completion(first, Outcome.SUCCEEDED, "usp_1", 3),
      MeteredOperations.completion(second, Outcome.FAILED, "usp_1", 4)
    );

    UsageTotal total = last().values().iterator().next();
    assertThat(last()).hasSize(1);
    assertThat(total.getCount()).isEqualTo(2);
    assertThat(total.getSucceeded()).isEqualTo(1);
    assertThat(total.getFailed()).isEqualTo(1);
    assertThat(total.getOutcomeUnknown()).isZero();
    assertThat(total.getQuantity()).isEqualByComparingTo("2");
    assertThat(total.getSourceOffset()).isEqualTo(3);
  }

  @Test
  @Tag("promise-6")
  void aResendFromTheMiddleCountsOnceAndIsMeasured() {
    UsageEvent one = MeteredOperations.start(MeteredOperations.call("tcl_1"), "usp_1", 1);
    UsageEvent two = MeteredOperations.start(MeteredOperations.call("tcl_2"), "usp_1", 2);
    UsageEvent three = MeteredOperations.start(MeteredOperations.call("tcl_3"), "usp_1", 3);

    pipe(one, two, two, three, one, two, three);

    assertThat(last().values()).extracting(UsageTotal::getCount).containsExactly(3L);
    assertThat(metrics.counter("keyfold.usage.totals", "verdict", "REPEATED").count()).isEqualTo(4);
  }

  @Test
  @Tag("promise-6")
  void aDuplicateStillAdvancesTheProgress() {
    UsageEvent one = MeteredOperations.start(MeteredOperations.call("tcl_1"), "usp_1", 1);

    pipe(one, one, one);

    UsageTotal total = last().values().iterator().next();
    assertThat(total.getCount()).isEqualTo(1);
    assertThat(total.getSourceOffset()).isEqualTo(2);
  }

  @Test
  @Tag("promise-7")
  void aFullReplayGivesTheSameBytes() {
    List<UsageEvent> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      MeteredOperation operation = MeteredOperations.call(
        "tcl_" + i,
        "pdp_" + (i % 3),
        i % 2,
        "send",
        MeteredOperations.AT.plusSeconds(200L * i)
      );
      all.add(MeteredOperations.start(operation, "usp_1", 2 * i + 1));
      all.add(MeteredOperations.completion(operation, Outcome.SUCCEEDED, "usp_1", 2 * i + 2));
    }
    pipe(all.toArray(UsageEvent[]::new));
    List<KeyValue<String, String>> first = bytes();
    driver.close();

    start("second");
    pipe(all.toArray(UsageEvent[]::new));

    assertThat(bytes()).isEqualTo(first).hasSize(40);
  }

  @Test
  void manyRecordsOfOneSeriesInAPollAreSentAsOneTotal() {
    batches.polled("first", Polls.of("usage.records", 3));
    pipe(
      MeteredOperations.start(MeteredOperations.call("tcl_1"), "usp_1", 1),
      MeteredOperations.start(MeteredOperations.call("tcl_2"), "usp_1", 2),
      MeteredOperations.start(MeteredOperations.call("tcl_3"), "usp_1", 3)
    );

    assertThat(sent()).extracting(UsageTotal::getCount).containsExactly(3L);
  }

  @Test
  @Tag("promise-6")
  void totalsAreSentInTheOrderOfTheirRecords() {
    batches.polled("first", Polls.of("usage.records", 3));
    pipe(
      MeteredOperations.start(MeteredOperations.call("tcl_1", "pdp_1", 0, "send", MeteredOperations.AT), "usp_1", 1),
      MeteredOperations.start(MeteredOperations.call("tcl_2", "pdp_1", 0, "read", MeteredOperations.AT), "usp_1", 2),
      MeteredOperations.start(MeteredOperations.call("tcl_3", "pdp_1", 0, "send", MeteredOperations.AT), "usp_1", 3)
    );

    assertThat(sent()).extracting(UsageTotal::getSourceOffset).containsExactly(0L, 1L, 2L);
  }

  @Test
  @Tag("promise-6")
  void oldTotalsAreForgottenAndLateOperationsStillCount() {
    MeteredOperation open = MeteredOperations.call("tcl_open", "pdp_1", 1, "read", MeteredOperations.AT);
    List<UsageEvent> before = new ArrayList<>(List.of(MeteredOperations.start(open, "usp_1", 1)));
    for (int i = 0; i < 20; i++) {
      MeteredOperation call = MeteredOperations.call("tcl_" + i, "pdp_1", i, "send", MeteredOperations.AT);
      before.add(MeteredOperations.start(call, "usp_1", before.size() + 1));
      before.add(MeteredOperations.completion(call, Outcome.SUCCEEDED, "usp_1", before.size() + 1));
    }
    pipeAt(MeteredOperations.AT, before);
    assertThat(kept()).isEqualTo(21);

    Instant later = MeteredOperations.AT.plus(TotalsExpiry.RETENTION).plus(Buckets.LENGTH);
    List<UsageEvent> after = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      MeteredOperation call = MeteredOperations.call("tcl_later_" + i, "pdp_1", 1, "send", later);
      after.add(MeteredOperations.start(call, "usp_1", 100 + i));
    }
    pipeAt(later, after);
    // What has an operation in progress is kept.
    assertThat(kept()).isEqualTo(2);

    MeteredOperation late = MeteredOperations.call("tcl_late", "pdp_1", 7, "send", MeteredOperations.AT);
    pipeAt(
      later,
      List.of(
        MeteredOperations.completion(open, Outcome.FAILED, "usp_1", 200),
        MeteredOperations.start(late, "usp_1", 201),
        MeteredOperations.completion(late, Outcome.SUCCEEDED, "usp_1", 202)
      )
    );

    Map<String, UsageTotal> last = last();
    assertThat(last).hasSize(23);
    assertThat(last.values().stream().mapToLong(UsageTotal::getCount).sum()).isEqualTo(32);
    assertThat(last.values().stream().mapToLong(UsageTotal::getOutcomeUnknown).sum()).isEqualTo(10);
    assertThat(last.values().stream().mapToLong(UsageTotal::getSucceeded).sum()).isEqualTo(21);
    // Both are forgotten in turn.
    Instant evenLater = later.plus(Buckets.LENGTH);
    MeteredOperation next = MeteredOperations.call("tcl_next", "pdp_1", 1, "send", evenLater);
    pipeAt(
      evenLater,
      List.of(
        MeteredOperations.start(next, "usp_1", 300),
        MeteredOperations.completion(next, Outcome.SUCCEEDED, "usp_1", 301)
      )
    );
    assertThat(kept()).isEqualTo(2);
  }

  @Test
  @Tag("promise-6")
  void aClockFarAheadForgetsNothing() {
    pipe(MeteredOperations.start(MeteredOperations.call("tcl_1"), "usp_1", 1));

    Instant ahead = MeteredOperations.AT.plus(Duration.ofDays(1_000));
    pipeAt(
      MeteredOperations.AT,
      List.of(
        MeteredOperations.start(MeteredOperations.call("tcl_2", "pdp_1", 1, "send", ahead), "usp_2", 1),
        MeteredOperations.start(MeteredOperations.call("tcl_3"), "usp_1", 2)
      )
    );

    assertThat(last().values()).extracting(UsageTotal::getCount).containsExactlyInAnyOrder(2L, 1L);
  }

  @Test
  void anUnreadableRecordIsDeadLetteredAndTheRestIsCounted() {
    records.pipeInput(KEY, new byte[] { 9, 9 }, MeteredOperations.AT);
    pipe(MeteredOperations.start(MeteredOperations.call("tcl_1"), "usp_1", 1));

    assertThat(deadLetters.history()).hasSize(1);
    assertThat(deadLetters.history().getFirst().topic()).isEqualTo("usage.records.dlq");
    assertThat(last().values()).extracting(UsageTotal::getCount).containsExactly(1L);
  }

  @Test
  void aRecordOfANewerReleaseStopsTheTaskAndIsNotDeadLettered() {
    List<Schema.Field> fields = new ArrayList<>();
    UsageRecorded.getClassSchema()
      .getFields()
      .forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(new Schema.Field("colour", Schema.create(Schema.Type.STRING), "", "none"));
    Schema newer = Schema.createRecord("UsageRecorded", "", "io.keyfold.usage", false, fields);
    int id = MockRegistries.named("totals-topology").register("newer", newer);
    byte[] value = codec.encode(
      Topics.USAGE_RECORDS.name(),
      MeteredOperations.start(MeteredOperations.call("tcl_1"), "usp_1", 1)
    );
    ByteBuffer.wrap(value).putInt(1, id);

    assertThatThrownBy(() -> records.pipeInput(KEY, value, MeteredOperations.AT)).hasStackTraceContaining(
      "NewerReleaseException"
    );

    assertThat(deadLetters.history()).isEmpty();
  }

  private void pipe(UsageEvent... events) {
    Instant at = MeteredOperations.AT;
    for (UsageEvent event : events) {
      records.pipeInput(KEY, codec.encode(Topics.USAGE_RECORDS.name(), event), at);
      at = at.plusMillis(1);
    }
  }

  private void pipeAt(Instant at, List<UsageEvent> events) {
    events.forEach(event -> records.pipeInput(KEY, codec.encode(Topics.USAGE_RECORDS.name(), event), at));
  }

  /** {@return the number of totals in the store} */
  private int kept() {
    int count = 0;
    try (var entries = driver.<Bytes, byte[]>getKeyValueStore(TotalsTopology.STORE).all()) {
      while (entries.hasNext()) {
        count += entries.next().key.toString().startsWith("t/") ? 1 : 0;
      }
    }
    return count;
  }

  private Map<String, UsageTotal> last() {
    Map<String, UsageTotal> last = new LinkedHashMap<>(known);
    totals
      .readKeyValuesToList()
      .forEach(total -> last.put(text(total.key), (UsageTotal) codec.decode("usage.totals", total.value)));
    known.putAll(last);
    return last;
  }

  private final Map<String, UsageTotal> known = new LinkedHashMap<>();

  private List<UsageTotal> sent() {
    return totals
      .readValuesToList()
      .stream()
      .map(total -> (UsageTotal) codec.decode("usage.totals", total))
      .toList();
  }

  private List<KeyValue<String, String>> bytes() {
    return totals
      .readKeyValuesToList()
      .stream()
      .map(total -> KeyValue.pair(text(total.key), HexFormat.of().formatHex(total.value)))
      .toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
