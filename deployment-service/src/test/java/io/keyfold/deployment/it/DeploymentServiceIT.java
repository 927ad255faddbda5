package io.keyfold.deployment.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.deployment.DeploymentServiceApplication;
import io.keyfold.platform.testing.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Tests deployment-service with a real broker. */
@Tag("kafka")
// The context closes while the broker is up: at the end of the JVM both stop, and the context would wait for the
// broker.
@DirtiesContext
@SpringBootTest(
  classes = DeploymentServiceApplication.class,
  webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
  properties = { "keyfold.bootstrap.key=" + DeploymentServiceIT.KEY, "management.server.port=0" }
)
class DeploymentServiceIT {

  static final String KEY = "kf_sk_0123456789abcdefghijklmnopqrstuvwxyzABCDEF";

  @DynamicPropertySource
  static void kafka(DynamicPropertyRegistry registry) {
    TestKafka.register(registry, "deployment");
  }

  @LocalServerPort
  int port;

  @LocalManagementPort
  int management;

  @Value("${keyfold.log.outcome-timeout}")
  Duration bound;

  private WebTestClient http() {
    return WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + port)
      .defaultHeader("Authorization", "Bearer " + KEY)
      .responseTimeout(bound.plusSeconds(5))
      .build();
  }

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
  @Tag("promise-3")
  void theFirstQuickStartCallCreatesADeploymentThatIsReadableImmediately() {
    http()
      .post()
      .uri("/provider-deployments")
      .bodyValue(Map.of("name", "Acme Corp Slack", "provider_id", "prv_slack"))
      .exchange()
      .expectStatus()
      .isOk()
      .expectBody()
      .jsonPath("$.id")
      .value(id -> assertThat(String.valueOf(id)).startsWith("pdp_"))
      .jsonPath("$.provider_id")
      .isEqualTo("prv_slack");
    http()
      .get()
      .uri("/provider-deployments")
      .exchange()
      .expectStatus()
      .isOk()
      .expectBody()
      .jsonPath("$.items[0].name")
      .isEqualTo("Acme Corp Slack");
  }

  @Test
  @Tag("promise-2")
  @Tag("promise-3")
  void aRetriedApiKeyCreationReturnsTheWorkingSecret() {
    String first = createdSecret();
    assertThat(createdSecret()).isEqualTo(first);
    http()
      .get()
      .uri("/providers")
      .headers(headers -> headers.setBearerAuth(first))
      .exchange()
      .expectStatus()
      .isOk();
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "viewdigests",
      "heapdump",
      "threaddump",
      "env",
      "configprops",
      "loggers",
      "beans",
      "mappings",
      "conditions",
      "bindings",
      "channels",
      "metrics",
      "shutdown",
    }
  )
  @Tag("promise-4")
  void sensitiveManagementEndpointsAreNotExposed(String endpoint) {
    assertThat(status(management, "/actuator/" + endpoint)).isEqualTo(404);
    assertThat(status(port, "/actuator/" + endpoint)).isIn(401, 404);
  }

  @Test
  void healthAndMetricsAreOnTheManagementPortOnly() {
    for (String endpoint : List.of("health", "health/liveness", "prometheus")) {
      assertThat(status(management, "/actuator/" + endpoint)).isEqualTo(200);
      assertThat(status(port, "/actuator/" + endpoint)).isIn(401, 404);
    }
  }

  private static int status(int port, String path) {
    return WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + port)
      .responseTimeout(Duration.ofSeconds(30))
      .build()
      .get()
      .uri(path)
      .exchange()
      .expectBody()
      .returnResult()
      .getStatus()
      .value();
  }

  private String createdSecret() {
    JsonNode created = http()
      .post()
      .uri("/organization/api-keys")
      .header("Idempotency-Key", "it-key")
      .bodyValue(Map.of("type", "instance_access_token_secret", "name", "A key"))
      .exchange()
      .expectStatus()
      .isOk()
      .expectBody(JsonNode.class)
      .returnResult()
      .getResponseBody();
    return Objects.requireNonNull(created).path("secret").stringValue();
  }

  @Test
  void aRequestWithoutAKeyIsRejected() {
    WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + port)
      .build()
      .get()
      .uri("/provider-deployments")
      .exchange()
      .expectStatus()
      .isUnauthorized();
  }
}
