package io.keyfold.platform.log.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.keyfold.deployment.events.DeploymentArchived;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.platform.error.Causes;
import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.decide.NewerReleaseException;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.EventMeta;
import io.keyfold.schemas.registry.RegistryClient;
import io.keyfold.schemas.registry.RegistryClients;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowerTest {

  private static final Map<String, Object> REGISTRY = Map.of("schema.registry.url", "mock://follower");

  private static final Follower.Path PATH = new Follower.Path("test", Topics.DEPLOYMENT_EVENTS, Topics.AUTHCONFIG_KEYS);

  private final RegistryClient registry = RegistryClients.of(REGISTRY);
  private final AvroCodec codec = AvroCodec.of(REGISTRY, false);
  private final MockProducer<byte[], byte[]> dlq = new MockProducer<>(
    true,
    null,
    new ByteArraySerializer(),
    new ByteArraySerializer()
  );
  private final DeadLetters deadLetters = new DeadLetters(dlq, codec, new SimpleMeterRegistry(), Clock.systemUTC());
  private final TopologyTestDriver driver = driver();
  private final TestInputTopic<byte[], byte[]> events = driver.createInputTopic(
    "deployment.events",
    new ByteArraySerializer(),
    new ByteArraySerializer()
  );
  private final TestOutputTopic<String, byte[]> followUps = driver.createOutputTopic(
    "authconfig.keys",
    new StringDeserializer(),
    new ByteArrayDeserializer()
  );

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void anEventProducesItsRecord() {
    send(knownEvent());
    assertThat(followUps.readRecord().key()).isEqualTo("pdp_1");
  }

  @Test
  void anEventWithFieldsOfANewerReleaseIsNotSkipped() {
    assertThat(failure(newerEvent())).isPresent();
    assertThat(followUps.isEmpty()).isTrue();
    assertThat(dlq.history()).isEmpty();
  }

  @Test
  void anEventTypeOfANewerReleaseIsNotSkipped() {
    Schema moved = SchemaBuilder.record("DeploymentMoved")
      .namespace("io.keyfold.deployment.events")
      .fields()
      .endRecord();
    int id = registry.register("deployment.events-" + moved.getFullName(), moved);
    assertThat(
      failure(
        ByteBuffer.allocate(5)
          .put((byte) 0)
          .putInt(id)
          .array()
      )
    ).isPresent();
    assertThat(dlq.history()).isEmpty();
  }

  @Test
  void anInvalidRecordBecomesADeadLetter() {
    send(new byte[] { 1, 2, 3 });
    assertThat(followUps.isEmpty()).isTrue();
    assertThat(dlq.history()).hasSize(1);
  }

  @Test
  void resultsAreCommittedAtOnceAndOffsetsAloneAreNot() {
    AtomicBoolean producesRecord = new AtomicBoolean();
    PollCommitCoordinator coordinator = new PollCommitCoordinator(Duration.ZERO);
    var follower = new Follower<>(
      PATH,
      DeploymentEvent.class,
      event -> producesRecord.get() ? followUp(event) : List.of(),
      codec,
      deadLetters,
      coordinator
    );
    var context = new MockProcessorContext<byte[], byte[]>();
    follower.init(context);
    byte[] key = "tnt_a".getBytes(StandardCharsets.UTF_8);

    coordinator.polled(context.applicationId(), polled(key, 0));
    assertThat(commits(follower, context, key, 0)).isFalse();

    // The result of the first record is committed with the last record, which has none.
    coordinator.polled(context.applicationId(), polled(key, 1, 2));
    producesRecord.set(true);
    assertThat(commits(follower, context, key, 1)).isFalse();
    producesRecord.set(false);
    assertThat(commits(follower, context, key, 2)).isTrue();

    coordinator.polled(context.applicationId(), polled(key, 3));
    assertThat(commits(follower, context, key, 3)).isFalse();
  }

  private boolean commits(
    Follower<DeploymentEvent> follower,
    MockProcessorContext<byte[], byte[]> context,
    byte[] key,
    long offset
  ) {
    context.resetCommit();
    context.setRecordMetadata("deployment.events", 0, offset);
    follower.process(new Record<>(key, knownEvent(), 0));
    return context.committed();
  }

  private ConsumerRecords<byte[], byte[]> polled(byte[] key, long... offsets) {
    List<ConsumerRecord<byte[], byte[]>> records = Arrays.stream(offsets)
      .mapToObj(offset -> new ConsumerRecord<>("deployment.events", 0, offset, key, knownEvent()))
      .toList();
    return new ConsumerRecords<>(Map.of(new TopicPartition("deployment.events", 0), records), Map.of());
  }

  private Optional<NewerReleaseException> failure(byte[] value) {
    return Optional.ofNullable(catchThrowable(() -> send(value))).flatMap(error ->
      Causes.find(error, NewerReleaseException.class)
    );
  }

  private void send(byte[] value) {
    events.pipeInput("tnt_a".getBytes(StandardCharsets.UTF_8), value);
  }

  /** An event with an additional last field that this build does not know. */
  private byte[] newerEvent() {
    Schema own = DeploymentArchived.getClassSchema();
    List<Schema.Field> fields = new ArrayList<>();
    own.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(new Schema.Field("colour", Schema.create(Schema.Type.STRING), "", "none"));
    Schema newer = Schema.createRecord(own.getName(), "", own.getNamespace(), false, fields);
    byte[] knownEvent = knownEvent();
    byte[] empty = { 0 };
    return ByteBuffer.allocate(knownEvent.length + empty.length)
      .put(knownEvent)
      .put(empty)
      .putInt(1, registry.register("newer", newer))
      .array();
  }

  private byte[] knownEvent() {
    EventMeta meta = EventMeta.newBuilder()
      .setEventId("evt_1")
      .setTenantId("tnt_a")
      .setObjectId("pdp_1")
      .setVersion(2)
      .setRecordedAt(Instant.parse("2026-11-22T00:00:00Z"))
      .setActor(new Actor(ActorType.SERVICE, "test"))
      .setRequestId("req_1")
      .setCommandId(new UUID(0, 1))
      .build();
    DeploymentArchived event = DeploymentArchived.newBuilder().setMeta(meta).setProviderId("prv_exa").build();
    return codec.encode("deployment.events", event);
  }

  private TopologyTestDriver driver() {
    StreamsBuilder builder = new StreamsBuilder();
    builder
      .stream("deployment.events", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
      .process(() ->
        new Follower<>(
          PATH,
          DeploymentEvent.class,
          FollowerTest::followUp,
          codec,
          deadLetters,
          new PollCommitCoordinator(Duration.ZERO)
        )
      )
      .to("authconfig.keys", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    Properties config = new Properties();
    config.put("application.id", "follower-test");
    config.put("bootstrap.servers", "unused:1");
    return new TopologyTestDriver(builder.build(), config);
  }

  private static List<FollowUp> followUp(DeploymentEvent event) {
    return List.of(new FollowUp(event.getMeta().getObjectId(), null, new RecordHeaders()));
  }
}
