package io.keyfold.ledger.it;

import static org.awaitility.Awaitility.await;

import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.ledger.LedgerServiceApplication;
import io.keyfold.ledger.testing.Records;
import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.testing.TestKafka;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.EventMeta;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.usage.UsageRecorded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** The service with a real broker, and two tenants with a key each. */
@Tag("kafka")
// The context closes while the broker is up.
@DirtiesContext
@SpringBootTest(
  classes = LedgerServiceApplication.class,
  webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
  properties = {
    "management.server.port=0",
    "management.endpoints.web.exposure.include=health,ledgerrebuild",
    "keyfold.ledger.folder=target/ledger-it-${random.uuid}",
  }
)
abstract class RunningLedger {

  static final Duration BOUND = Duration.ofSeconds(60);
  static final String KEY = "kf_sk_0123456789abcdefghijklmnopqrstuvwxyzABCDEF";
  static final String OTHER_KEY = "kf_sk_9876543210abcdefghijklmnopqrstuvwxyzABCDEF";

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

  final Instant begun = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @BeforeEach
  void ready() throws Exception {
    await()
      .atMost(Duration.ofSeconds(90))
      .untilAsserted(() -> operator().get().uri("/actuator/health/readiness").exchange().expectStatus().isOk());
    key("tnt_a", KEY);
    key("tnt_b", OTHER_KEY);
  }

  JsonNode body(String key, String uri) {
    return Objects.requireNonNull(
      http(key)
        .get()
        .uri(uri)
        .header("Keyfold-Consistency", "strong")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(JsonNode.class)
        .returnResult()
        .getResponseBody()
    );
  }

  WebTestClient operator() {
    return WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + management)
      .responseTimeout(BOUND)
      .build();
  }

  /** {@return a call of a deployment, whose provider is its own, so that tests do not price each other's calls} */
  UsageRecorded call(String id, String deployment, long version, long sequence) {
    return UsageRecorded.newBuilder(Records.start(id + "/tool_calls", sequence))
      .setSpoolId("usp_" + deployment)
      .setProviderId(provider(deployment))
      .setProviderDeploymentId(deployment)
      .setCredentialVersion(version)
      .setOccurredAt(begun)
      .setRecordedAt(begun)
      .build();
  }

  static String provider(String deployment) {
    return deployment.replace("pdp_", "prv_");
  }

  RecordMetadata send(String deployment, SpecificRecord record) throws Exception {
    return append(Topics.USAGE_RECORDS.name(), deployment, record);
  }

  RecordMetadata append(String topic, String key, SpecificRecord value) throws Exception {
    byte[] at = key.getBytes(StandardCharsets.UTF_8);
    return producer
      .send(new ProducerRecord<>(topic, at, codec.encode(topic, value)))
      .get(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  WebTestClient http(String key) {
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
        .setScopes(
          List.of(
            "instance.usage:read",
            "instance.audit:read",
            "instance.provider.session:read",
            "instance.budget:read",
            "instance.budget:write",
            "instance.price:read",
            "instance.price:write"
          )
        )
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
