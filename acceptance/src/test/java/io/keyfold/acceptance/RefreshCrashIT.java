package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.oauth.SingleUseVendor;
import io.keyfold.acceptance.running.KeyfoldProcess;
import io.keyfold.acceptance.running.OwnKeyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * kill -9 at each step of a refresh, with a vendor whose refresh tokens work once: no credential dies that a retry could
 * have saved, and one whose result is unknown is reported. Uses its own standalone processes, since it kills them.
 */
@OwnKeyfold
@Tag("promise-2")
class RefreshCrashIT {

  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final String EXPIRED = "expired-access-token";

  private final Path data = RunningKeyfold.freshFolder();
  private final SingleUseVendor vendor = SingleUseVendor.start();
  private String key = "";
  private String deployment = "";

  @AfterEach
  void tearDown() {
    vendor.close();
  }

  @Test
  void aKillBeforeTheIntentLosesNothing() {
    String grant;
    try (KeyfoldProcess first = KeyfoldProcess.start(data)) {
      grant = grant(first);
      first.kill();
    }
    try (KeyfoldProcess second = KeyfoldProcess.start(data)) {
      assertRefreshed(api(second), grant);
      assertThat(vendor.requests()).isEqualTo(1);
      assertThat(vendor.reuses()).isZero();
    }
  }

  @Test
  void aKillAfterTheIntentIsRetried() throws InterruptedException {
    String grant = killedDuringTheCall(false);
    vendor.drop();
    try (KeyfoldProcess second = KeyfoldProcess.start(data)) {
      assertRefreshed(api(second), grant);
      assertThat(vendor.requests()).isEqualTo(1);
      assertThat(vendor.reuses()).isZero();
    }
  }

  @Test
  void aLostResponseIsRetriedOnceAndReportedIfTheVendorRefuses() throws InterruptedException {
    String grant = killedDuringTheCall(true);
    vendor.drop();
    try (KeyfoldProcess second = KeyfoldProcess.start(data)) {
      Api api = api(second);
      Awaitility.await()
        .atMost(BOUND)
        .untilAsserted(() ->
          assertThat(config(api, grant).body().path("connection_status").asString()).isEqualTo("needs_reconnect")
        );
      assertThat(config(api, grant).body().path("connection_reason").asString()).isEqualTo("invalid_grant");
      ApiResponse refused = resolve(api);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body().path("code").asString()).isEqualTo("authentication_required");
      assertThat(vendor.requests()).as("one retry").isEqualTo(2);
    }
    // Neither another restart nor another caller tries the dead token again.
    try (KeyfoldProcess third = KeyfoldProcess.start(data)) {
      assertThat(resolve(api(third)).status()).isEqualTo(400);
      assertThat(vendor.requests()).isEqualTo(2);
    }
  }

  @Test
  void aLostResponseIsRepairedByTheRetryIfTheVendorAllowsIt() throws InterruptedException {
    vendor.acceptUsed();
    String grant = killedDuringTheCall(true);
    vendor.drop();
    try (KeyfoldProcess second = KeyfoldProcess.start(data)) {
      assertRefreshed(api(second), grant);
      assertThat(vendor.requests()).isEqualTo(2);
    }
  }

  @Test
  void aKillAfterTheRecordLosesNothing() {
    String grant;
    String token;
    try (KeyfoldProcess first = KeyfoldProcess.start(data)) {
      grant = grant(first);
      token = assertRefreshed(api(first), grant);
      first.kill();
    }
    try (KeyfoldProcess second = KeyfoldProcess.start(data)) {
      assertThat(assertRefreshed(api(second), grant)).isEqualTo(token);
      assertThat(vendor.requests()).isEqualTo(1);
      assertThat(vendor.reuses()).isZero();
    }
  }

  private String killedDuringTheCall(boolean handled) throws InterruptedException {
    try (KeyfoldProcess first = KeyfoldProcess.start(data)) {
      String grant = grant(first);
      CountDownLatch held = vendor.hold(handled);
      Api api = api(first);
      CompletableFuture<Void> caller = CompletableFuture.runAsync(() -> resolve(api)).exceptionally(e -> null);
      assertThat(held.await(1, TimeUnit.MINUTES)).isTrue();
      first.kill();
      caller.join();
      return grant;
    }
  }

  /** Creates an app, and imports a grant whose access token has expired. */
  private String grant(KeyfoldProcess process) {
    Api api = process.keyfold().newTenant("Acme Corp");
    key = api.key();
    String provider = api.post("/custom-providers", vendor.asProvider()).expect(200).id();
    deployment = api
      .post("/provider-deployments", Map.of("name", "Acme", "provider_id", provider))
      .expect(200)
      .id();
    Map<String, Object> app = Map.of("client_id", "acme", "client_secret", "acme-secret", "scopes", List.of());
    api.post("/provider-auth-credentials", Map.of("provider_id", provider, "config", app)).expect(200);
    Map<String, Object> value = Map.of(
      "access_token",
      EXPIRED,
      "refresh_token",
      vendor.newGrant(),
      "expires_at",
      Instant.now().minusSeconds(60).toString()
    );
    ApiResponse imported = api
      .post(
        "/provider-auth-config-imports",
        Map.of("note", "test", "provider_deployment_id", deployment, "provider_auth_method_id", "oauth", "value", value)
      )
      .expect(200);
    return imported.body().path("auth_config").path("id").asString();
  }

  private Api api(KeyfoldProcess process) {
    return process.keyfold().operator().with(key);
  }

  private ApiResponse resolve(Api api) {
    return api.post("/credential-resolutions", Map.of("provider_deployment_id", deployment));
  }

  private static ApiResponse config(Api api, String id) {
    return api.get("/provider-auth-configs/" + id).expect(200);
  }

  private String assertRefreshed(Api api, String grant) {
    String token = resolve(api).expect(200).body().path("value").path("access_token").asString();
    assertThat(token).startsWith("access-");
    assertThat(config(api, grant).body().path("connection_status").asString()).isEqualTo("connected");
    return token;
  }
}
