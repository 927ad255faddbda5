package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Rotates keys on the customer's schedule: with a grace period, a fallback, a retirement, and an expiry. */
@ExtendWith(RunningKeyfold.class)
class RotationIT {

  private static final String FIRST = "vendor-key-one";
  private static final String SECOND = "vendor-key-two";
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final KeyedMcpServer vendor = KeyedMcpServer.start(FIRST);
  private Tenant tenant;
  private String deployment;
  private String authConfig;
  private String session;
  private String echo;

  @BeforeEach
  void createSession(Keyfold keyfold) {
    tenant = new Tenant(keyfold.newTenant("Acme Corp"));
    deployment = tenant.deployment(tenant.provider(vendor));
    authConfig = tenant.authConfig(deployment, FIRST);
    ApiResponse created = tenant.session(deployment);
    session = created.id();
    echo = "echo_" + created.body().path("providers").path(0).path("tag").asString();
  }

  @AfterEach
  void close() {
    vendor.close();
  }

  @Test
  @Tag("promise-3")
  void duringTheGracePeriodARefusedNewKeyFallsBackToTheOldOneAndIsReported() {
    rotate(SECOND, "P1D");

    JsonNode call = tenant.call(session, echo, "early").expect(200).body();

    // The vendor does not know the new key yet.
    assertThat(call.path("credential").path("version").asInt()).isEqualTo(1);
    assertThat(call.path("credential").path("refused_version").asInt()).isEqualTo(2);
    awaitVersion(2, "refused_at");
    assertThat(version(1).path("status").asString()).isEqualTo("grace");

    vendor.take(SECOND);
    call = tenant.call(session, echo, "later").expect(200).body();
    assertThat(call.path("credential").path("version").asInt()).isEqualTo(2);
    assertThat(vendor.keysOfCalls()).containsExactly(FIRST, SECOND);
    awaitVersion(2, "last_used_at");
    awaitVersion(1, "last_used_at");
    awaitAudited("CredentialFellBack");
  }

  @Test
  @Tag("promise-4")
  void aRetiredKeyIsNotUsedAndCannotComeBack() {
    rotate(SECOND, "P1D");
    post("/versions/1/retire", Map.of()).expect(200);

    assertThat(tenant.call(session, echo, "hello").status()).isEqualTo(502);
    assertThat(post("/versions/1/restore", Map.of()).status()).isEqualTo(410);
    assertThat(version(1).path("status").asString()).isEqualTo("retired");
  }

  @Test
  void aRollbackMakesTheOldKeyCurrentAgain() {
    rotate(SECOND, null);
    assertThat(tenant.call(session, echo, "hello").status()).isEqualTo(502);

    post("/versions/1/restore", Map.of()).expect(200);

    JsonNode call = tenant.call(session, echo, "hello").expect(200).body();
    assertThat(call.path("credential").path("version").asInt()).isEqualTo(3);
    assertThat(vendor.keysOfCalls()).containsExactly(FIRST);
    assertThat(version(3).path("restored_from").asInt()).isEqualTo(1);
  }

  @Test
  void anExpiryIsRecordedAndTheKeyIsStillUsed() {
    Map<String, Object> rotation = Map.of(
      "value",
      Map.of("api_key", FIRST),
      "expires_at",
      Instant.now().plusSeconds(2).toString()
    );
    post("/rotate", rotation).expect(200);

    awaitAudited("AuthConfigExpired");

    assertThat(version(2).path("expired").asBoolean()).isTrue();
    tenant.call(session, echo, "hello").expect(200);
  }

  private void rotate(String key, @Nullable String gracePeriod) {
    Map<String, Object> value = Map.of("api_key", key);
    post(
      "/rotate",
      gracePeriod == null ? Map.of("value", value) : Map.of("value", value, "grace_period", gracePeriod)
    ).expect(200);
  }

  private ApiResponse post(String path, Map<String, Object> body) {
    return tenant.api().post("/provider-auth-configs/" + authConfig + path, body);
  }

  private JsonNode version(int number) {
    List<JsonNode> versions = tenant
      .api()
      .get("/provider-auth-configs/" + authConfig + "/versions")
      .expect(200)
      .body()
      .path("items")
      .valueStream()
      .toList();
    return versions
      .stream()
      .filter(version -> version.path("version").asInt() == number)
      .findFirst()
      .orElseThrow();
  }

  private void awaitVersion(int number, String field) {
    Awaitility.await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(version(number).path(field).isNull()).isFalse());
  }

  private void awaitAudited(String type) {
    Awaitility.await()
      .atMost(BOUND)
      .untilAsserted(() ->
        assertThat(
          tenant
            .api()
            .get("/audit-events?type=" + type)
            .expect(200)
            .body()
            .path("items")
        ).isNotEmpty()
      );
  }
}
