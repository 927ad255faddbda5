package io.keyfold.session.it;

import static org.awaitility.Awaitility.await;

import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.testing.TestKafka;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.EventMeta;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.session.SessionServiceApplication;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.session.usage.UsageSpool;
import io.keyfold.usage.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Tests session-service with a real broker. */
@Tag("kafka")
// The context closes while the broker is up: at the end of the JVM both stop, and the context would wait for the
// broker.
@DirtiesContext
@SpringBootTest(
  classes = SessionServiceApplication.class,
  webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
  properties = { "management.server.port=0", "keyfold.usage.spool.folder=target/spool-it-${random.uuid}" }
)
class SessionServiceIT {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String KEY = "kf_sk_0123456789abcdefghijklmnopqrstuvwxyzABCDEF";
  private static final String OTHER_KEY = "kf_sk_9876543210abcdefghijklmnopqrstuvwxyzABCDEF";

  @DynamicPropertySource
  static void kafka(DynamicPropertyRegistry registry) {
    TestKafka.register(registry, "session");
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
  UsageSpool spool;

  @BeforeEach
  void ready() {
    WebTestClient operator = WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + management)
      .build();
    await()
      .atMost(Duration.ofSeconds(90))
      .untilAsserted(() -> operator.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk());
  }

  @Test
  void requestsWithoutAKeyAreRejected() {
    WebTestClient anybody = WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + port)
      .build();
    anybody.get().uri("/sessions").exchange().expectStatus().isUnauthorized();
    anybody.get().uri("/audit-events").exchange().expectStatus().isUnauthorized();
  }

  @Test
  @Tag("promise-5")
  void aCallIsAudited() throws Exception {
    key(MeteredOperations.TENANT.value(), KEY);
    key("tnt_b", OTHER_KEY);
    Instant begun = Instant.now().truncatedTo(ChronoUnit.MICROS);
    MeteredOperation call = MeteredOperations.call("tcl_it1", "pdp_it", 1, "send", begun);
    spool.append(call.recorded(Outcome.UNKNOWN, begun)).block(BOUND);
    spool.append(call.completed(Outcome.SUCCEEDED, begun, Duration.ofMillis(3), null, null)).block(BOUND);

    await()
      .atMost(BOUND)
      .untilAsserted(() -> audited(KEY, 2));
    audited(OTHER_KEY, 0);
  }

  private void audited(String key, int entries) {
    http(key)
      .get()
      .uri("/audit-events?object_id=tcl_it1")
      .exchange()
      .expectStatus()
      .isOk()
      .expectBody()
      .jsonPath("$.items.length()")
      .isEqualTo(entries);
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
    TenantCreated created = TenantCreated.newBuilder()
      .setMeta(meta(tenant, tenant, 0))
      .setName(tenant)
      .build();
    ApiKeyCreated keyCreated = ApiKeyCreated.newBuilder()
      .setMeta(meta(tenant, "key_" + tenant, 1))
      .setKeySha256(key.sha256())
      .setRedacted(key.redacted())
      .setScopes(List.of("instance.usage:read", "instance.audit:read"))
      .build();
    for (SpecificRecord event : List.of(created, keyCreated)) {
      String topic = Topics.DEPLOYMENT_EVENTS.name();
      byte[] at = tenant.getBytes(StandardCharsets.UTF_8);
      producer
        .send(new ProducerRecord<>(topic, at, codec.encode(topic, event)))
        .get(BOUND.toSeconds(), TimeUnit.SECONDS);
    }
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
