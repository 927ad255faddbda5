package io.keyfold.authconfig.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.commands.RecordExpiry;
import io.keyfold.authconfig.commands.ReportFallback;
import io.keyfold.authconfig.erase.ErasurePolicy;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.AuthConfigExpired;
import io.keyfold.authconfig.events.AuthConfigExpiring;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.authconfig.events.CredentialVersionRetired;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.versions.VersionUsesFold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.follow.FollowUp;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.testing.MovableClock;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Vault;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import io.keyfold.schema.Sealed;
import io.keyfold.usage.Payer;
import io.keyfold.usage.UsageTotal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CredentialVersionControllerTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Slice.class);
  private final WebTestClient client = WebTestClient.bindToApplicationContext(context).build();
  private final MovableClock clock = (MovableClock) context.getBean(Clock.class);
  private final String id = create("one", null);

  @AfterEach
  void stop() {
    context.close();
  }

  @Test
  void aRotationWithGracePeriodKeepsThePreviousVersionUsable() {
    JsonNode rotated = rotate("two", "\"P7D\"", 200);
    assertThat(rotated.path("current_version").path("version").asInt()).isEqualTo(2);
    AuthConfigRotated event = last(AuthConfigRotated.class);
    assertThat(event.getPreviousUsableUntil()).isEqualTo(Given.NOW.plus(Duration.ofDays(7)));
    assertThat(open(event.getValue(), 2)).contains("two");
    List<JsonNode> versions = versions();
    assertThat(statuses(versions)).containsExactly("current", "grace");
    assertThat(versions.get(1).path("usable_until").asString()).isEqualTo("2026-01-08T00:00:00.000Z");
    clock.advance(Duration.ofDays(7));
    assertThat(statuses(versions())).containsExactly("current", "superseded");
  }

  @Test
  void withoutGracePeriodThePreviousVersionIsUnusableAtOnce() {
    rotate("two", "null", 200);
    assertThat(last(AuthConfigRotated.class).getPreviousUsableUntil()).isNull();
    assertThat(statuses(versions())).containsExactly("current", "superseded");
    rotate("three", "\"PT0S\"", 200);
    assertThat(statuses(versions())).containsExactly("current", "superseded", "superseded");
  }

  @Test
  void rejectsGracePeriodsAndExpiriesThatCannotBe() {
    for (String period : List.of("\"7 days\"", "\"-P1D\"", "\"P367D\"")) {
      assertThat(rotate("two", period, 400).path("errors").path(0).path("path").toString()).contains("grace_period");
    }
    JsonNode expired = send("/rotate", "{\"value\":{\"token\":\"two\"},\"expires_at\":\"2025-12-31T00:00:00Z\"}", 400);
    assertThat(expired.path("errors").path(0).path("path").toString()).contains("expires_at");
  }

  @Test
  @Tag("promise-4")
  void retiringErasesTheValueOfThatVersionAlone() {
    rotate("two", "\"P7D\"", 200);
    send("/versions/1/retire", "{}", 200);
    CredentialVersionRetired retired = last(CredentialVersionRetired.class);
    AuthConfigRotated current = last(AuthConfigRotated.class);
    assertThat(ErasurePolicy.tombstonesFor(retired)).extracting(FollowUp::key).containsExactly(retired.getKeyId());
    assertThat(retired.getKeyId()).isNotEqualTo(current.getValue().getKeyId());
    assertThat(statuses(versions())).containsExactly("current", "retired");
    assertThat(send("/versions/1/restore", "{}", 410).path("code").asString()).isEqualTo("gone");
    assertThat(send("/versions/1/retire", "{}", 410).path("code").asString()).isEqualTo("gone");
  }

  @Test
  void theCurrentVersionCannotBeRetired() {
    assertThat(send("/versions/1/retire", "{}", 409).path("code").asString()).isEqualTo("conflict");
    assertThat(send("/versions/2/retire", "{}", 404).path("code").asString()).isEqualTo("not_found");
    assertThat(send("/versions/one/retire", "{}", 404).path("code").asString()).isEqualTo("not_found");
  }

  @Test
  void rollingBackMakesTheEarlierValueCurrentAsANewVersion() {
    rotate("two", "null", 200);
    send("/versions/1/restore", "{\"grace_period\":\"PT1H\"}", 200);
    AuthConfigRotated event = last(AuthConfigRotated.class);
    assertThat(event.getCredentialVersion()).isEqualTo(3);
    assertThat(event.getRestoredFrom()).isEqualTo(1);
    assertThat(event.getValueVersion()).isEqualTo(1);
    assertThat(open(event.getValue(), 1)).contains("one");
    List<JsonNode> versions = versions();
    assertThat(statuses(versions)).containsExactly("current", "grace", "superseded");
    assertThat(versions.get(0).path("restored_from").asInt()).isEqualTo(1);
    rotate("four", "null", 200);
    send("/versions/1/retire", "{}", 200);
    // Version 3 has the same value.
    assertThat(last(CredentialVersionRetired.class).getKeyId()).isNull();
  }

  @Test
  void firstAndLastUseOfEachVersionAreReported() {
    rotate("two", "\"P7D\"", 200);
    used(1, "2026-01-01T00:00:00Z", "2026-01-01T00:10:00Z");
    used(1, "2026-01-02T00:15:00Z", "2026-01-02T00:20:00Z");
    List<JsonNode> versions = versions();
    assertThat(versions.get(0).path("first_used_at").isNull()).isTrue();
    assertThat(versions.get(0).path("last_used_at").isNull()).isTrue();
    assertThat(versions.get(1).path("first_used_at").asString()).isEqualTo("2026-01-01T00:00:00.000Z");
    assertThat(versions.get(1).path("last_used_at").asString()).isEqualTo("2026-01-02T00:20:00.000Z");
  }

  @Test
  void aReportedFallbackIsShownAndNotRecordedAgainForAWhile() {
    rotate("two", "\"P7D\"", 200);
    clock.advance(Duration.ofMinutes(1));
    assertThat(report(2, 1)).isTrue();
    assertThat(report(2, 1)).isFalse();
    List<JsonNode> versions = versions();
    assertThat(versions.get(0).path("refused_at").asString()).isEqualTo("2026-01-01T00:01:00.000Z");
    assertThat(versions.get(1).path("last_used_at").asString()).isEqualTo("2026-01-01T00:01:00.000Z");
    clock.advance(Duration.ofMinutes(15));
    assertThat(report(2, 1)).isTrue();
    assertThat(report(1, 2)).isFalse();
    clock.advance(Duration.ofDays(7));
    assertThat(report(2, 1)).isFalse();
  }

  @Test
  void anExpiryIsAnnouncedOncePerNoticeAndThenRecorded() {
    String expiring = create("key", "\"2026-01-11T00:00:00Z\"");
    assertThat(recordExpiry(expiring)).isFalse();
    clock.advance(Duration.ofDays(3));
    assertThat(recordExpiry(expiring)).isTrue();
    assertThat(last(AuthConfigExpiring.class).getNotice()).isEqualTo(7 * 86_400);
    assertThat(recordExpiry(expiring)).isFalse();
    clock.advance(Duration.ofDays(6));
    assertThat(recordExpiry(expiring)).isTrue();
    assertThat(last(AuthConfigExpiring.class).getNotice()).isEqualTo(86_400);
    clock.advance(Duration.ofDays(1));
    assertThat(recordExpiry(expiring)).isTrue();
    assertThat(last(AuthConfigExpired.class).getExpiresAt()).isEqualTo(Instant.parse("2026-01-11T00:00:00Z"));
    assertThat(recordExpiry(expiring)).isFalse();
    JsonNode version = items(read(expiring, "/versions")).getFirst();
    assertThat(version.path("expired").asBoolean()).isTrue();
    assertThat(version.path("status").asString()).isEqualTo("current");
  }

  @Test
  @Tag("promise-5")
  void anotherTenantSeesAndChangesNothing() {
    for (String path : List.of("/rotate", "/versions/1/retire", "/versions/1/restore")) {
      String body = path.equals("/rotate") ? "{\"value\":{\"token\":\"x\"}}" : "{}";
      client
        .post()
        .uri("/provider-auth-configs/" + id + path)
        .header("x-tenant", "tnt_other")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isNotFound();
    }
    client
      .get()
      .uri("/provider-auth-configs/" + id + "/versions")
      .header("x-tenant", "tnt_other")
      .exchange()
      .expectStatus()
      .isNotFound();
  }

  @Test
  @Tag("promise-2")
  void aStaleIfMatchChangesNothing() {
    rotate("two", "null", 200);
    client
      .post()
      .uri("/provider-auth-configs/" + id + "/rotate")
      .header("If-Match", "\"v1\"")
      .contentType(MediaType.APPLICATION_JSON)
      .bodyValue("{\"value\":{\"token\":\"three\"}}")
      .exchange()
      .expectStatus()
      .isEqualTo(412);
    assertThat(versions()).hasSize(2);
  }

  @Test
  @Tag("promise-4")
  void noResponseContainsAValue() {
    String answers =
      rotate("canary-4711", "\"P7D\"", 200).toString() + versions() + send("/versions/1/restore", "{}", 200);
    assertThat(answers).doesNotContain("canary-4711");
  }

  @Test
  void twentyVersionsAreKept() {
    for (int i = 2; i <= 25; i++) {
      rotate("key " + i, "null", 200);
    }
    List<JsonNode> versions = versions();
    assertThat(versions).hasSize(20);
    assertThat(versions.getLast().path("version").asInt()).isEqualTo(6);
    assertThat(last(AuthConfigRotated.class).getForgottenKeyId()).isNotNull();
    assertThat(send("/versions/5/restore", "{}", 404).path("code").asString()).isEqualTo("not_found");
  }

  private boolean report(long refused, long used) {
    return decided(new ReportFallback(meta(id), refused, used));
  }

  private boolean recordExpiry(String object) {
    return decided(new RecordExpiry(meta(object)));
  }

  private boolean decided(AuthConfigCommand command) {
    int before = log().events().size();
    log().append(command).onErrorComplete().block();
    return log().events().size() > before;
  }

  private CommandMeta meta(String object) {
    return CommandMeta.newBuilder(Given.meta(object, null)).setIssuedAt(clock.instant()).build();
  }

  private void used(long version, String bucket, String last) {
    UsageTotal total = UsageTotal.newBuilder()
      .setBucketStart(Instant.parse(bucket))
      .setTenantId("tnt_acme")
      .setProviderId("prv_exa")
      .setProviderDeploymentId("pdp_exa")
      .setAuthConfigId(id)
      .setCredentialVersion(version)
      .setMeter("tool_calls")
      .setPayer(Payer.CUSTOMER)
      .setUnit("call")
      .setQuantity(BigDecimal.ONE.setScale(9))
      .setCount(1)
      .setSourcePartition(0)
      .setSourceOffset(0)
      .setUpdatedAt(Instant.parse(last))
      .build();
    context
      .getBean("usageView", MapView.class)
      .apply((UsageTotal it, State state) -> new VersionUsesFold().apply("", it, state), List.of(total));
  }

  private String create(String token, @Nullable String expiresAt) {
    String body =
      "{\"provider_auth_method_id\":\"pam_exa_key\",\"provider_deployment_id\":\"pdp_exa\"" +
      (expiresAt == null ? "" : ",\"expires_at\":" + expiresAt) +
      ",\"value\":{\"token\":\"" +
      token +
      "\"}}";
    return answer(
      client.post().uri("/provider-auth-configs").contentType(MediaType.APPLICATION_JSON).bodyValue(body),
      200
    )
      .path("id")
      .asString();
  }

  private JsonNode rotate(String token, String gracePeriod, int status) {
    return send("/rotate", "{\"value\":{\"token\":\"" + token + "\"},\"grace_period\":" + gracePeriod + "}", status);
  }

  private JsonNode send(String path, String body, int status) {
    return answer(
      client
        .post()
        .uri("/provider-auth-configs/" + id + path)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body),
      status
    );
  }

  private List<JsonNode> versions() {
    return items(read(id, "/versions"));
  }

  private JsonNode read(String object, String path) {
    return answer(client.get().uri("/provider-auth-configs/" + object + path), 200);
  }

  private static List<JsonNode> items(JsonNode list) {
    return List.copyOf(list.path("items").values());
  }

  private static List<String> statuses(List<JsonNode> versions) {
    return versions
      .stream()
      .map(version -> version.path("status").asString())
      .toList();
  }

  private static JsonNode answer(WebTestClient.RequestHeadersSpec<?> request, int status) {
    String body = request
      .exchange()
      .expectStatus()
      .isEqualTo(status)
      .expectBody(String.class)
      .returnResult()
      .getResponseBody();
    return JSON.readTree(Objects.requireNonNull(body));
  }

  private String open(Sealed sealed, long version) {
    SealContext context = new SealContext(Given.ACME, id, version, AuthConfigWrites.PURPOSE);
    return Objects.requireNonNull(
      this.context
        .getBean(Vault.class)
        .open(context, sealed)
        .map(secret -> secret.use(bytes -> new String(bytes, StandardCharsets.UTF_8)))
        .block()
    );
  }

  private <E extends AuthConfigEvent> E last(Class<E> type) {
    return log()
      .events()
      .stream()
      .filter(type::isInstance)
      .map(type::cast)
      .reduce((first, second) -> second)
      .orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private InMemoryLog<AuthConfigCommand, Event> log() {
    return context.getBean("log", InMemoryLog.class);
  }
}
