package io.keyfold.session.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.platform.access.Scopes;
import io.keyfold.platform.testing.TestKafka;
import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.platform.topic.Topics;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.vault.Vault;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.Event;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.schema.Sealed;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.session.SessionServiceApplication;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.KeyedMcpServer;
import io.keyfold.session.testing.SessionApi;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Tests session-service with a real broker and a real MCP server; events of other services are put on the log.
 *
 */
@Tag("kafka")
// The context closes while the broker is up: at the end of the JVM both stop, and the context would wait for the
// broker.
@DirtiesContext
@SpringBootTest(
  classes = SessionServiceApplication.class,
  webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
  properties = { "management.server.port=0", "keyfold.egress.allow-private=true" }
)
@ExtendWith(OutputCaptureExtension.class)
class MainJobIT {

  private static final Duration BOUND = Duration.ofSeconds(60);

  @DynamicPropertySource
  static void kafka(DynamicPropertyRegistry registry) {
    TestKafka.register(registry, "main-job");
  }

  @LocalServerPort
  int port;

  @LocalManagementPort
  int management;

  private final Producer<byte[], byte[]> producer;
  private final AvroCodec codec;
  private final Vault vault;

  @Autowired
  MainJobIT(Producer<byte[], byte[]> producer, AvroCodec codec, Vault vault) {
    this.producer = producer;
    this.codec = codec;
    this.vault = vault;
  }

  @Test
  void aCredentialIsUsedByAToolCallAndItsUsageIsReported(CapturedOutput output) throws Exception {
    WebTestClient operator = WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + management)
      .build();
    await()
      .atMost(BOUND.multipliedBy(2))
      .untilAsserted(() -> operator.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk());
    try (KeyedMcpServer provider = KeyedMcpServer.bearer(SessionApi.CANARY)) {
      say(Topics.DEPLOYMENT_EVENTS, SessionApi.key(Fixtures.TENANT, SessionApi.KEY, Scopes.ALL));
      say(Topics.DEPLOYMENT_EVENTS, Events.provider(provider.url(), InjectionPlace.BEARER, null));
      say(Topics.DEPLOYMENT_EVENTS, Events.deployment(Fixtures.TENANT, "pdp_1"));
      Sealed first = seal(1, SessionApi.CANARY, null);
      say(
        Topics.AUTHCONFIG_EVENTS,
        AuthConfigCreated.newBuilder(Events.authConfig(Fixtures.TENANT, "pac_1", "pdp_1", CredentialKind.MANUAL))
          .setValue(first)
          .build()
      );

      String session = post("/sessions", "{\"providers\":[{\"provider_deployment_id\":\"pdp_1\"}]}");
      String tag = JsonPath.read(session, "$.providers[0].tag");
      String call = "{\"session_id\":\"%s\",\"tool_id\":\"echo_%s\",\"input\":{\"message\":\"hello\"}}".formatted(
        JsonPath.<String>read(session, "$.id"),
        tag
      );
      String called = post("/tool-calls", call);
      assertThat(JsonPath.<String>read(called, "$.output.content[0].text")).isEqualTo("hello");

      provider.rotate("second-canary-5d1f");
      say(
        Topics.AUTHCONFIG_EVENTS,
        AuthConfigRotated.newBuilder(Events.rotated(Fixtures.TENANT, "pac_1", 2, 2))
          .setValue(seal(2, "second-canary-5d1f", first.getKeyId()))
          .build()
      );
      await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(JsonPath.<Integer>read(resolve(), "$.credential_version")).isEqualTo(2));
      post("/tool-calls", call);
      assertThat(provider.calls()).containsExactly(SessionApi.CANARY, "second-canary-5d1f");

      await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          String now = get("/sessions/" + JsonPath.<String>read(session, "$.id"));
          assertThat(JsonPath.<Integer>read(now, "$.usage.total_productive_client_message_count")).isEqualTo(2);
          assertThat(JsonPath.<Integer>read(now, "$.usage.total_productive_provider_message_count")).isEqualTo(2);
        });
      assertThat(output.getAll()).doesNotContain(SessionApi.CANARY, "second-canary-5d1f");
    }
  }

  private Sealed seal(long version, String token, @Nullable String keyId) {
    SealContext context = new SealContext(Fixtures.TENANT, "pac_1", version, "auth_config.value");
    try (Secret secret = Secret.ofText("{\"token\":\"" + token + "\"}")) {
      return Objects.requireNonNull(vault.seal(context, secret, keyId).block(BOUND));
    }
  }

  private void say(TopicSpec topic, Event event) throws Exception {
    byte[] key = event.getMeta().getTenantId().getBytes(StandardCharsets.UTF_8);
    producer
      .send(new ProducerRecord<>(topic.name(), key, codec.encode(topic.name(), event)))
      .get(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  private String resolve() {
    return post("/credential-resolutions", "{\"provider_deployment_id\":\"pdp_1\"}");
  }

  private String post(String uri, String body) {
    return body(http().post().uri(uri).contentType(MediaType.APPLICATION_JSON).bodyValue(body));
  }

  private String get(String uri) {
    return body(http().get().uri(uri));
  }

  private static String body(WebTestClient.RequestHeadersSpec<?> request) {
    return Objects.requireNonNull(
      request.exchange().expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody()
    );
  }

  private WebTestClient http() {
    return WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + port)
      .defaultHeader("Authorization", "Bearer " + SessionApi.KEY)
      .responseTimeout(BOUND)
      .build();
  }
}
