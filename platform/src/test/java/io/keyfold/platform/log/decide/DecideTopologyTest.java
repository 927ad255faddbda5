package io.keyfold.platform.log.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.deployment.commands.CreateTenant;
import io.keyfold.deployment.commands.DeploymentCommand;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventFolds;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.RecordHeaders;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.store.StateDigest;
import io.keyfold.platform.log.store.StoredState;
import io.keyfold.platform.topic.RecordSizes;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.CommandRejected;
import io.keyfold.schema.CommandRepeated;
import io.keyfold.schema.DeadLetter;
import io.keyfold.schema.Event;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DecideTopologyTest {

  private static final Kind<Named> TENANT = new Kind<>("tenant", Named.class);
  private static final TenantId ID = new TenantId("tnt_a");

  record Named(String name) {}

  private final EventFolds<DeploymentEvent> folds = EventFolds.own(
    DeploymentEvent.class,
    List.of((event, state) -> event instanceof TenantCreated created ? folded(created, state) : List.of())
  );
  private final DecideTopology<DeploymentCommand, DeploymentEvent> topology = new DecideTopology<>(
    "test",
    Topics.DEPLOYMENT_COMMANDS,
    Topics.DEPLOYMENT_EVENTS,
    DeploymentCommand.class,
    (command, state) ->
      state.find(new Key<>(ID, TENANT, ID.value())).isPresent()
        ? Decision.reject(Rejection.of(ErrorCode.CONFLICT, "exists"))
        : new Decision.Accepted<>(
            Stream.of(((CreateTenant) command).getName().split(","))
              .<DeploymentEvent>map(name -> created(command.getMeta(), name))
              .toList()
          ),
    folds
  );
  private final AvroCodec codec = AvroCodec.of(Map.of("schema.registry.url", "mock://decide-topology"), false);
  private final MockProducer<byte[], byte[]> dlq = new MockProducer<>(
    true,
    null,
    new ByteArraySerializer(),
    new ByteArraySerializer()
  );
  private final TopologyTestDriver driver = driver();
  private final TestInputTopic<byte[], byte[]> commands = driver.createInputTopic(
    "deployment.commands",
    new ByteArraySerializer(),
    new ByteArraySerializer()
  );
  private final TestOutputTopic<byte[], byte[]> events = driver.createOutputTopic(
    "deployment.events",
    new ByteArrayDeserializer(),
    new ByteArrayDeserializer()
  );

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void anAcceptedCommandProducesItsEventWithTheOutcomeMarker() {
    CreateTenant command = command(null, null);
    send(command);
    TestRecord<byte[], byte[]> record = events.readRecord();
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(ID.value());
    assertThat(decoded(record)).isInstanceOf(TenantCreated.class);
    assertThat(RecordHeaders.outcome(record.headers())).contains(command.getMeta().getCommandId());
    assertThat(record.headers().lastHeader("ce_type").value())
      .asString()
      .isEqualTo("io.keyfold.deployment.events.TenantCreated");
  }

  @Test
  void aRejectionIsAnEventAndChangesNothing() {
    send(command(null, null));
    String before = digest();
    send(command(null, null));
    events.readRecord();
    assertThat(decoded(events.readRecord())).isInstanceOfSatisfying(CommandRejected.class, e ->
      assertThat(e.getCode()).isEqualTo("conflict")
    );
    assertThat(digest()).isEqualTo(before);
  }

  @Test
  @Tag("promise-2")
  void aRepeatedKeyRefersToTheFirstCommand() {
    CreateTenant first = command("k", "h");
    send(first);
    send(command("k", "h"));
    events.readRecord();
    assertThat(decoded(events.readRecord())).isInstanceOfSatisfying(CommandRepeated.class, e ->
      assertThat(e.getFirstCommandId()).isEqualTo(first.getMeta().getCommandId())
    );
  }

  @Test
  @Tag("promise-2")
  void aRejectedKeyReuseDoesNotReplaceTheFirstOutcome() {
    send(command("k", "h"));
    send(command("k", "other"));
    send(command("k", "h"));
    List<Event> all = events.readRecordsToList().stream().map(this::decoded).toList();
    assertThat(all).hasExactlyElementsOfTypes(TenantCreated.class, CommandRejected.class, CommandRepeated.class);
  }

  @Test
  @Tag("promise-7")
  void aStoreRebuiltFromTheEventsIsEqual() {
    send(command("k", "h"));
    send(command("k", "h"));
    send(command(null, null));
    List<Event> all = events.readRecordsToList().stream().map(this::decoded).toList();
    String decided = digest();
    KeyValueStore<Bytes, byte[]> store = store();
    List<Bytes> keys = new ArrayList<>();
    try (var entries = store.all()) {
      entries.forEachRemaining(entry -> keys.add(entry.key));
    }
    keys.forEach(store::delete);
    all.forEach(event -> StoredState.write(store, folds.apply(event, new StoredState(store))));
    assertThat(digest()).isEqualTo(decided);
  }

  @Test
  void aFoldSeesTheChangesOfThePreviousEvent() {
    send(named("a,b"));
    assertThat(events.readRecordsToList()).hasSize(2);
    assertThat(new StoredState(store()).find(new Key<>(ID, TENANT, ID.value()))).contains(new Named("b after a"));
  }

  @Test
  @Tag("promise-2")
  void aCommandWhoseEventCannotBeFoldedChangesNothingAndTheNextIsDecided() {
    send(named("a,bug"));
    assertThat(decided()).isInstanceOfSatisfying(CommandRejected.class, e ->
      assertThat(e.getCode()).isEqualTo("internal_server_error")
    );
    assertThat(store().approximateNumEntries()).isZero();

    send(named("a"));
    assertThat(decided()).isInstanceOf(TenantCreated.class);
  }

  @Test
  void aCommandWithATooLargeResultIsRejectedAndChangesNothing() {
    // A quote takes one byte in the command and two in stored JSON.
    CreateTenant command = named("\"".repeat(RecordSizes.COMMAND - 100));
    send(command);
    TestRecord<byte[], byte[]> record = events.readRecord();
    assertThat(decoded(record)).isInstanceOfSatisfying(CommandRejected.class, e ->
      assertThat(e.getCode()).isEqualTo("payload_too_large")
    );
    assertThat(RecordHeaders.outcome(record.headers())).contains(command.getMeta().getCommandId());
    assertThat(store().approximateNumEntries()).isZero();
  }

  @Test
  @Tag("promise-4")
  void aPoisonRecordBecomesADeadLetterWithoutPayload() {
    commands.pipeInput(ID.value().getBytes(StandardCharsets.UTF_8), "canary-secret".getBytes(StandardCharsets.UTF_8));
    assertThat(events.isEmpty()).isTrue();
    assertThat(dlq.history())
      .singleElement()
      .satisfies(deadLetter -> {
        assertThat(deadLetter.topic()).isEqualTo("deployment.commands.dlq");
        assertThat(new String(deadLetter.value(), StandardCharsets.ISO_8859_1)).doesNotContain("canary-secret");
        assertThat(((DeadLetter) codec.decode(deadLetter.topic(), deadLetter.value())).getPayloadSize()).isEqualTo(13);
      });
  }

  @Test
  @Tag("promise-5")
  void aCommandUnderAnotherTenantsKeyBecomesADeadLetter() {
    commands.pipeInput(
      "tnt_other".getBytes(StandardCharsets.UTF_8),
      codec.encode("deployment.commands", command(null, null))
    );
    assertThat(events.isEmpty()).isTrue();
    assertThat(dlq.history()).hasSize(1);
  }

  private void send(CreateTenant command) {
    commands.pipeInput(ID.value().getBytes(StandardCharsets.UTF_8), codec.encode("deployment.commands", command));
  }

  private Event decided() {
    return decoded(events.readRecord());
  }

  private Event decoded(TestRecord<byte[], byte[]> record) {
    return (Event) codec.decode("deployment.events", record.value());
  }

  private String digest() {
    return StateDigest.of(store());
  }

  private KeyValueStore<Bytes, byte[]> store() {
    return driver.getKeyValueStore(DecideTopology.STORE);
  }

  private TopologyTestDriver driver() {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    DeadLetters deadLetters = new DeadLetters(dlq, codec, metrics, Clock.systemUTC());
    StreamsBuilder builder = new StreamsBuilder();
    topology
      .function(codec, deadLetters, new PollCommitCoordinator(Duration.ZERO), metrics)
      .apply(builder.stream("deployment.commands", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())))
      .to("deployment.events", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    Properties config = new Properties();
    config.put("application.id", "decide-test");
    config.put("bootstrap.servers", "unused:1");
    return new TopologyTestDriver(builder.build(), config);
  }

  private static TenantCreated created(CommandMeta command, String name) {
    return TenantCreated.newBuilder().setMeta(EventMetas.of(command, 1)).setName(name).build();
  }

  private static List<Change> folded(TenantCreated created, State state) {
    if (created.getName().equals("bug")) {
      throw new IllegalStateException("a fold with a bug");
    }
    Key<Named> key = new Key<>(ID, TENANT, ID.value());
    String before = state
      .find(key)
      .map(named -> " after " + named.name())
      .orElse("");
    return List.of(new Change.Put<>(key, new Named(created.getName() + before)));
  }

  private static CreateTenant named(String name) {
    return CreateTenant.newBuilder(command(null, null)).setName(name).build();
  }

  private static CreateTenant command(@Nullable String key, @Nullable String hash) {
    CommandMeta meta = CommandMeta.newBuilder()
      .setCommandId(UUID.randomUUID())
      .setTenantId(ID.value())
      .setObjectId(ID.value())
      .setIssuedAt(Instant.parse("2026-11-22T00:00:00Z"))
      .setActor(Actor.newBuilder().setType(ActorType.SERVICE).setId("test").build())
      .setRequestId("req_1")
      .setIdempotencyKey(key)
      .setRequestHash(hash)
      .build();
    return CreateTenant.newBuilder().setMeta(meta).setName("n").build();
  }
}
