package io.keyfold.platform.log.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.keyfold.deployment.commands.CreateTenant;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.TraceParent;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.log.append.LogProperties;
import io.keyfold.platform.log.view.ViewStreams;
import io.keyfold.platform.testing.TestKafka;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The promises of the log, with a real broker. */
@Tag("kafka")
// Closes the context before the broker stops with the JVM; otherwise the context waits for broker timeouts.
@DirtiesContext
@SpringBootTest(
  classes = TenantService.class,
  webEnvironment = SpringBootTest.WebEnvironment.NONE,
  properties = {
    "spring.config.import=classpath:keyfold-log.yml",
    "spring.cloud.function.definition=decide",
    "spring.cloud.stream.bindings.decide-in-0.destination=deployment.commands",
    "spring.cloud.stream.bindings.decide-out-0.destination=deployment.events",
    "spring.cloud.stream.kafka.streams.binder.functions.decide.application-id=tenants-decide",
    "keyfold.log.miss-timeout=20s",
    "keyfold.log.lag-interval=100ms",
  }
)
class LogIT {

  private static final Actor ACTOR = Actor.newBuilder().setType(ActorType.SERVICE).setId("test").build();

  @DynamicPropertySource
  static void kafka(DynamicPropertyRegistry registry) {
    TestKafka.register(registry, "log");
  }

  @Autowired
  Writer writer;

  @Autowired
  View view;

  @Autowired
  ViewStreams views;

  @Autowired
  Producer<byte[], byte[]> producer;

  @Autowired
  AvroCodec codec;

  @Autowired
  MeterRegistry metrics;

  @Autowired
  Admin admin;

  @Autowired
  StreamsBuilderFactoryBean application;

  @Autowired
  LogProperties properties;

  @Autowired
  @Qualifier("decideStart")
  HealthIndicator decideStart;

  @BeforeEach
  void started() {
    await().atMost(Duration.ofSeconds(60)).until(views::ready);
  }

  /** Spring Cloud Stream silently uses no configurer if there are two. */
  @Test
  void theDecidingApplicationIsSupervised() {
    await()
      .atMost(Duration.ofSeconds(60))
      .untilAsserted(() -> assertThat(decideStart.health()).extracting(Health::getStatus).isEqualTo(Status.UP));
  }

  /** The factory returns copies of its configuration, so changes to a copy have no effect. */
  @Test
  void theDecidingApplicationIsConfigured() {
    assertThat(application.getStreamsConfiguration()).containsKeys(
      "keyfold.store.cache",
      StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG,
      StreamsConfig.clientTagPrefix("warm-at"),
      "consumer.request.timeout.ms",
      "producer.request.timeout.ms"
    );
  }

  /** Promise 7: the next start needs it to know whether the stores missed deletions (StoreStalenessIT). */
  @Test
  void theStalenessMarkerIsWritten() {
    assertThat(Path.of(properties.stateDirectory(), "ages", "tenants-decide", "caught-up-at")).isNotEmptyFile();
  }

  @Test
  @Tag("promise-3")
  void acknowledgedWritesAreReadableAtOnce() {
    List<TenantId> tenants = Flux.range(0, 200)
      .map(i -> fresh())
      .flatMap(
        tenant ->
          writer
            .write(request(tenant, null, null), () -> create(tenant, "n"))
            .map(done -> {
              assertThat(view.find(TenantService.key(tenant))).isPresent();
              return tenant;
            }),
        32
      )
      .collectList()
      .block(Duration.ofSeconds(60));
    assertThat(tenants).hasSize(200);
  }

  @Test
  void aRejectionIsReturnedUnchanged() {
    TenantId tenant = fresh();
    write(tenant, null, null, "one");
    assertThatThrownBy(() -> write(tenant, null, null, "two")).isInstanceOfSatisfying(ApiException.class, e ->
      assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT)
    );
  }

  @Test
  @Tag("promise-2")
  void aRetriedCommandTakesEffectOnce() {
    TenantId tenant = fresh();
    List<Committed> outcomes = Flux.range(0, 20)
      .flatMap(i -> writer.write(request(tenant, "key-1", "hash"), () -> create(tenant, "n", "key-1", "hash")), 20)
      .collectList()
      .block(Duration.ofSeconds(60));
    assertThat(outcomes).hasSize(20);
    assertThat(outcomes)
      .filteredOn(outcome -> !outcome.repeated())
      .hasSize(1);
    assertThat(outcomes).extracting(Committed::objectId).containsOnly(tenant.value());
  }

  @Test
  @Tag("promise-2")
  void anotherRequestWithTheSameKeyIsRejected() {
    TenantId tenant = fresh();
    write(tenant, "key-2", "hash", "one");
    assertThatThrownBy(() -> write(tenant, "key-2", "other", "two")).isInstanceOfSatisfying(ApiException.class, e ->
      assertThat(e.code()).isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED)
    );
  }

  @Test
  void aBugInADeciderRejectsOnlyItsCommand() {
    assertThatThrownBy(() -> write(fresh(), null, null, "bug")).isInstanceOfSatisfying(ApiException.class, e ->
      assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL_SERVER_ERROR)
    );
    assertThat(write(fresh(), null, null, "next").repeated()).isFalse();
  }

  /**
   * Each quote takes two bytes when stored: the changelog would reject the record, which would kill the stream thread.
   */
  @Test
  void aCommandWithATooLargeResultIsRejectedAlone() {
    TenantId tenant = fresh();
    assertThatThrownBy(() -> write(tenant, null, null, "\"".repeat(510_000))).isInstanceOfSatisfying(
      ApiException.class,
      e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE)
    );
    assertThat(write(tenant, null, null, "\"".repeat(490_000)).repeated()).isFalse();
  }

  @Test
  @Tag("promise-1")
  void changelogTopicsHaveSafeSettings() throws Exception {
    // The decide task has created them.
    write(fresh(), null, null, "n");
    ConfigResource changelog = new ConfigResource(ConfigResource.Type.TOPIC, "tenants-decide-decide-state-changelog");
    var configs = admin.describeConfigs(List.of(changelog)).all().get(30, TimeUnit.SECONDS);
    Config config = Objects.requireNonNull(configs.get(changelog));
    assertThat(List.of("min.insync.replicas", "max.message.bytes", "delete.retention.ms"))
      .map(config::get)
      .extracting(ConfigEntry::value, ConfigEntry::source)
      .containsExactly(
        tuple("1", ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG),
        tuple("4194304", ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG),
        tuple("604800000", ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
      );
  }

  @Test
  void aPoisonRecordBecomesADeadLetterAndThePartitionContinues() throws ExecutionException, InterruptedException {
    TenantId tenant = fresh();
    byte[] key = tenant.value().getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>("deployment.commands", key, new byte[] { 1, 2, 3 })).get();
    producer.send(new ProducerRecord<>("deployment.events", key, new byte[] { 1, 2, 3 })).get();
    assertThat(write(tenant, null, null, "after").objectId()).isEqualTo(tenant.value());
    await().untilAsserted(() -> {
      assertThat(
        metrics
          .counter(
            "keyfold.deadletters",
            "topic",
            "deployment.commands",
            "component",
            "tenants-decide",
            "reason",
            "UNREADABLE"
          )
          .count()
      ).isPositive();
      assertThat(
        metrics
          .counter(
            "keyfold.deadletters",
            "topic",
            "deployment.events",
            "component",
            "tenants-view",
            "reason",
            "UNREADABLE"
          )
          .count()
      ).isPositive();
    });
  }

  @Test
  @Tag("promise-3")
  void aMissWaitsForTheEndOffsetAndCompletesEmpty() {
    assertThat(view.await(TenantService.key(fresh())).blockOptional(Duration.ofSeconds(10))).isEmpty();
  }

  @Test
  @Tag("promise-3")
  void aStrongReadWaitsUntilTheViewHasCaughtUp() throws Exception {
    TenantId first = fresh();
    TenantId tenant = fresh();
    write(tenant, null, null, "old");
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    view.listen((key, value, headers) -> {
      if (key.equals(first.value())) {
        blocked.countDown();
        awaitLatch(release);
      }
    });
    appendEvent(first, "blocks the view");
    assertThat(blocked.await(30, TimeUnit.SECONDS)).isTrue();
    appendEvent(tenant, "new");

    CompletableFuture<@Nullable Void> caughtUp = views.caughtUp().toFuture();
    assertThat(view.await(TenantService.key(tenant)).block())
      .extracting(TenantService.Named::name)
      .isEqualTo("old");
    assertThat(caughtUp).isNotDone();
    await().untilAsserted(() -> assertThat(lag("records")).isPositive());
    assertThat(lag("milliseconds")).isPositive();
    release.countDown();

    await().untilAsserted(() -> assertThat(lag("records") + lag("milliseconds")).isZero());
    assertThat(caughtUp).succeedsWithin(Duration.ofSeconds(20));
    assertThat(view.find(TenantService.key(tenant)))
      .map(TenantService.Named::name)
      .contains("new");
  }

  private double lag(String unit) {
    return metrics
      .get("keyfold.view.lag." + unit)
      .gauge()
      .value();
  }

  @Test
  void theTraceOfARequestIsOnItsCommandAndEvents() {
    TenantId tenant = fresh();
    TraceParent trace = TraceParent.fresh();
    writer
      .write(request(tenant, null, null), () -> create(tenant, "traced"))
      .contextWrite(trace::in)
      .block(Duration.ofSeconds(30));

    for (String topic : List.of("deployment.commands", "deployment.events")) {
      assertThat(headers(topic, tenant)).singleElement().extracting(TraceParent::of).isEqualTo(Optional.of(trace));
    }
  }

  private static List<Headers> headers(String topic, TenantId tenant) {
    Map<String, Object> config = Map.of(
      ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
      TestKafka.servers(),
      ConsumerConfig.ISOLATION_LEVEL_CONFIG,
      "read_committed"
    );
    List<Headers> found = new ArrayList<>();
    try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions = consumer
        .partitionsFor(topic)
        .stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < Objects.requireNonNull(ends.get(p)))) {
        consumer.poll(Duration.ofMillis(200)).forEach(message -> {
          if (message.key().equals(tenant.value())) {
            found.add(message.headers());
          }
        });
      }
    }
    return found;
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void appendEvent(TenantId tenant, String name) throws Exception {
    CreateTenant command = Objects.requireNonNull(create(tenant, name).block());
    TenantCreated event = TenantCreated.newBuilder().setMeta(EventMetas.of(command.getMeta(), 2)).setName(name).build();
    String topic = Topics.DEPLOYMENT_EVENTS.name();
    byte[] key = tenant.value().getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(topic, key, codec.encode(topic, event))).get(30, TimeUnit.SECONDS);
  }

  private Committed write(TenantId tenant, @Nullable String key, @Nullable String hash, String name) {
    Committed committed = writer
      .write(request(tenant, key, hash), () -> create(tenant, name, key, hash))
      .block(Duration.ofSeconds(30));
    assertThat(committed).isNotNull();
    return Objects.requireNonNull(committed);
  }

  private static Mono<CreateTenant> create(TenantId tenant, String name) {
    return create(tenant, name, null, null);
  }

  private static Mono<CreateTenant> create(TenantId tenant, String name, @Nullable String key, @Nullable String hash) {
    return Mono.just(
      CreateTenant.newBuilder()
        .setMeta(request(tenant, key, hash).meta(tenant.value()))
        .setName(name)
        .build()
    );
  }

  private static WriteRequest request(TenantId tenant, @Nullable String key, @Nullable String hash) {
    return new WriteRequest(tenant, ACTOR, "req_test", now(), key, hash, null);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  private static TenantId fresh() {
    return new TenantId(Ids.fresh("tnt_", Instant.now()));
  }
}
