package io.keyfold.ledger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.ledger.LedgerServiceApplication;
import io.keyfold.ledger.ingest.LedgerIngest;
import io.keyfold.ledger.store.LedgerDigest;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.ledger.testing.Records;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.testing.TestKafka;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.EventMeta;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.SpoolWatermark;
import io.keyfold.usage.UsageRecorded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Tests ledger-service with a real broker. */
@Tag("kafka")
// The context closes while the broker is up.
@DirtiesContext
@SpringBootTest(
  classes = LedgerServiceApplication.class,
  webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
  properties = { "management.server.port=0", "keyfold.ledger.folder=target/ledger-it-${random.uuid}" }
)
class LedgerServiceIT {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String KEY = "kf_sk_0123456789abcdefghijklmnopqrstuvwxyzABCDEF";
  private static final String OTHER_KEY = "kf_sk_9876543210abcdefghijklmnopqrstuvwxyzABCDEF";

  @DynamicPropertySource
  static void kafka(DynamicPropertyRegistry registry) {
    TestKafka.register(registry, "ledger");
  }

  @LocalServerPort
  int port;

  @LocalManagementPort
  int management;

  @Autowired
  Producer<byte[], byte[]> producer;

  @Autowired
  AvroCodec codec;

  @Autowired
  LedgerIngest ingest;

  @Autowired
  LogParts log;

  @Autowired
  KafkaProperties kafka;

  @TempDir
  Path folder;

  private final Instant begun = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @BeforeEach
  void ready() throws Exception {
    WebTestClient operator = WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + management)
      .build();
    await()
      .atMost(Duration.ofSeconds(90))
      .untilAsserted(() -> operator.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk());
    key("tnt_a", KEY);
    key("tnt_b", OTHER_KEY);
  }

  @Test
  void requestsWithoutAKeyAreRejected() {
    http("none").get().uri("/usage").exchange().expectStatus().isUnauthorized();
  }

  @Test
  @Tag("promise-3")
  @Tag("promise-5")
  @Tag("promise-6")
  void usageIsReportedWithItsCompletenessWatermark() throws Exception {
    UsageRecorded first = call("tcl_it1", "pdp_it", 1, 1);
    send("pdp_it", first);
    send("pdp_it", Records.completion(first, Outcome.SUCCEEDED, 2));
    RecordMetadata last = send("pdp_it", call("tcl_it2", "pdp_it", 2, 3));
    append(
      Topics.USAGE_WATERMARKS.name(),
      "usp_pdp_it",
      new SpoolWatermark("usp_pdp_it", begun.plusSeconds(1), Map.of(String.valueOf(last.partition()), last.offset()))
    );

    http(KEY)
      .get()
      .uri("/usage?provider_deployment_id=pdp_it&granularity=total&group_by=credential_version")
      .header("Keyfold-Consistency", "strong")
      .exchange()
      .expectStatus()
      .isOk()
      .expectBody()
      .jsonPath("$.items.length()")
      .isEqualTo(2)
      .jsonPath("$.items[0].succeeded")
      .isEqualTo(1)
      .jsonPath("$.items[1].outcome_unknown")
      .isEqualTo(1)
      .jsonPath("$.complete_until")
      .isNotEmpty();
    http(OTHER_KEY)
      .get()
      .uri("/usage")
      .exchange()
      .expectStatus()
      .isOk()
      .expectBody()
      .jsonPath("$.items.length()")
      .isEqualTo(0);
  }

  @Test
  @Tag("promise-7")
  void twoInstancesAndARebuiltOneHaveEqualDigests() throws Exception {
    for (int i = 0; i < 500; i++) {
      UsageRecorded start = call("tcl_digest" + i, "pdp_digest" + (i % 7), 1, 10L + 2L * i);
      send(start.getProviderDeploymentId(), start);
      if (i % 3 > 0) {
        send(start.getProviderDeploymentId(), Records.completion(start, Outcome.FAILED, 11L + 2L * i));
      }
    }
    ingest.topic().caughtUp().block(BOUND);
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (LedgerStore store = new LedgerStore(TestLedger.settings(folder), metrics)) {
      FoldedTopic topic = log.folded("other", Topics.USAGE_RECORDS);
      for (int run = 0; run < 2; run++) {
        // The first run reads the whole log; the second one, with the same store, nothing.
        try (LedgerIngest other = other(store, topic)) {
          other.start();
          await()
            .atMost(BOUND)
            .untilAsserted(() -> assertThat(other.ready()).isTrue());
          topic.caughtUp().block(BOUND);
          assertThat(other.digest().digest()).isEqualTo(ingest.digest().digest());
        }
      }
      store.open();
      assertThat(store.read(LedgerDigest::of).orElseThrow().text()).isEqualTo(ingest.digest().digest());
    }
  }

  private LedgerIngest other(LedgerStore store, FoldedTopic topic) {
    return LedgerIngest.of(store, TestLedger.settings(folder), topic, log, kafka.buildConsumerProperties());
  }

  private UsageRecorded call(String id, String deployment, long version, long sequence) {
    return UsageRecorded.newBuilder(Records.start(id + "/tool_calls", sequence))
      .setSpoolId("usp_" + deployment)
      .setProviderDeploymentId(deployment)
      .setCredentialVersion(version)
      .setOccurredAt(begun)
      .setRecordedAt(begun)
      .build();
  }

  private RecordMetadata send(String deployment, SpecificRecord record) throws Exception {
    return append(Topics.USAGE_RECORDS.name(), deployment, record);
  }

  private RecordMetadata append(String topic, String key, SpecificRecord value) throws Exception {
    byte[] at = key.getBytes(StandardCharsets.UTF_8);
    return producer
      .send(new ProducerRecord<>(topic, at, codec.encode(topic, value)))
      .get(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  private WebTestClient http(String key) {
    return WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + port)
      .defaultHeader("Authorization", "Bearer " + key)
      .responseTimeout(BOUND)
      .build();
  }

  /** Puts a tenant and its key on the log, as deployment-service does. */
  private void key(String tenant, String secret) throws Exception {
    ApiKeySecret key = ApiKeySecret.presented(secret);
    String topic = Topics.DEPLOYMENT_EVENTS.name();
    append(
      topic,
      tenant,
      TenantCreated.newBuilder()
        .setMeta(meta(tenant, tenant, 0))
        .setName(tenant)
        .build()
    );
    append(
      topic,
      tenant,
      ApiKeyCreated.newBuilder()
        .setMeta(meta(tenant, "key_" + tenant, 1))
        .setKeySha256(key.sha256())
        .setRedacted(key.redacted())
        .setScopes(List.of("instance.usage:read"))
        .build()
    );
  }

  private static EventMeta meta(String tenant, String object, int index) {
    UUID command = UUID.randomUUID();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return EventMeta.newBuilder()
      .setEventId(Ids.derived("evt_", now, command, index))
      .setTenantId(tenant)
      .setObjectId(object)
      .setVersion(1)
      .setRecordedAt(now)
      .setActor(new Actor(ActorType.OPERATOR, "test"))
      .setRequestId("req_it")
      .setCommandId(command)
      .build();
  }
}
