package io.keyfold.session.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.FakeMcpServers;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.SessionApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/** The secrets of sessions over HTTP, and the MCP endpoint that they open. */
class SessionSecretsTest {

  private final SessionApi api = new SessionApi(new FakeMcpServers());
  private String session = "";
  private String first = "";

  @BeforeEach
  void given() {
    api.given(
      Events.provider("https://one.example/mcp", InjectionPlace.BEARER, null),
      Events.deployment(Fixtures.TENANT, "pdp_1")
    );
    api.given(Events.authConfig(Fixtures.TENANT, "pac_1", "pdp_1", CredentialKind.MANUAL));
    String created = ok(HttpMethod.POST, "/sessions", "{'providers':[{'provider_deployment_id':'pdp_1'}]}");
    session = JsonPath.read(created, "$.id");
    first = JsonPath.read(created, "$.client_secret");
  }

  @AfterEach
  void tearDown() {
    api.close();
  }

  @Test
  @Tag("promise-4")
  void aSecretIsShownOnce() {
    String created = ok(HttpMethod.POST, secrets(), "{'name':'night shift','expires_in':'PT8H'}");
    String text = JsonPath.read(created, "$.secret");
    assertThat(text).startsWith("kf_ek_").isNotEqualTo(first);
    assertThat(JsonPath.<String>read(created, "$.object")).isEqualTo("session.secret");
    assertThat(JsonPath.<String>read(created, "$.status")).isEqualTo("active");
    assertThat(JsonPath.<String>read(created, "$.session_id")).isEqualTo(session);
    assertThat(
      Duration.between(
        Instant.parse(JsonPath.read(created, "$.created_at")),
        Instant.parse(JsonPath.read(created, "$.expires_at"))
      )
    ).isEqualTo(Duration.ofHours(8));
    for (String path : List.of(
      secrets(),
      secrets() + "/" + id(created),
      "/sessions/" + session,
      "/sessions",
      "/session-providers"
    )) {
      assertThat(ok(HttpMethod.GET, path, null))
        .as(path)
        .doesNotContain("kf_ek_");
    }
    assertThat(ok(HttpMethod.PATCH, "/sessions/" + session, "{'name':'n'}")).doesNotContain("kf_ek_");
    assertThat(api.events().toString()).doesNotContain("kf_ek_");
    assertThat(mcp(text)).isEqualTo(200);
  }

  @Test
  void theUsableSecretsAreListed() {
    ok(HttpMethod.POST, secrets(), "{'name':'other'}");
    String list = ok(HttpMethod.GET, secrets(), null);
    assertThat(JsonPath.<List<String>>read(list, "$.items[*].name")).containsExactly("default", "other");
    api.advance(Duration.ofHours(25));
    assertThat(JsonPath.<List<String>>read(ok(HttpMethod.GET, secrets(), null), "$.items")).isEmpty();
  }

  @Test
  @Tag("promise-2")
  void aRepeatedCreationReturnsTheSameSecretWhileItIsUsable() {
    String body = "{'name':'x'}";
    String created = send(HttpMethod.POST, secrets(), body, SessionApi.KEY, "k1").expect(200);
    String again = send(HttpMethod.POST, secrets(), body, SessionApi.KEY, "k1").expect(200);
    assertThat(again).isEqualTo(created);
    ok(HttpMethod.DELETE, secrets() + "/" + id(created), null);
    String late = send(HttpMethod.POST, secrets(), body, SessionApi.KEY, "k1").expect(200);
    assertThat(id(late)).isEqualTo(id(created));
    assertThat(JsonPath.<String>read(late, "$.secret")).isNull();
  }

  @Test
  @Tag("promise-4")
  void aSecretOpensTheEndpointUntilItExpires() {
    assertThat(mcp(first)).isEqualTo(200);
    api.advance(Duration.ofHours(24).plusSeconds(1));
    assertThat(mcp(first)).isEqualTo(401);
    String next = ok(HttpMethod.POST, secrets(), "{'name':'next'}");
    assertThat(mcp(JsonPath.read(next, "$.secret"))).isEqualTo(200);
  }

  @Test
  @Tag("promise-4")
  void aRevokedSecretStopsWorkingAndOthersDoNot() {
    String other = JsonPath.read(ok(HttpMethod.POST, secrets(), "{'name':'other'}"), "$.secret");
    String revoked = ok(HttpMethod.DELETE, secrets() + "/" + firstId(), null);
    assertThat(JsonPath.<String>read(revoked, "$.status")).isEqualTo("revoked");
    assertThat(mcp(first)).isEqualTo(401);
    assertThat(mcp(other)).isEqualTo(200);
    send(HttpMethod.DELETE, secrets() + "/" + firstId(), null, SessionApi.KEY, null).expect(410);
  }

  @Test
  void aRotatedSecretWorksDuringTheGracePeriod() {
    String rotated = ok(HttpMethod.POST, secrets() + "/" + firstId() + "/rotate", "{'grace_period':'PT1H'}");
    String next = JsonPath.read(rotated, "$.secret");
    assertThat(JsonPath.<String>read(rotated, "$.name")).isEqualTo("default");
    assertThat(mcp(first)).isEqualTo(200);
    assertThat(mcp(next)).isEqualTo(200);
    api.advance(Duration.ofMinutes(61));
    assertThat(mcp(first)).isEqualTo(401);
    assertThat(mcp(next)).isEqualTo(200);
    String previous = ok(HttpMethod.GET, secrets() + "/" + firstId(), null);
    assertThat(JsonPath.<String>read(previous, "$.status")).isEqualTo("expired");
    assertThat(JsonPath.<String>read(previous, "$.replaced_by")).isEqualTo(id(rotated));
    assertThat(JsonPath.<String>read(previous, "$.secret")).isNull();
  }

  @Test
  @Tag("promise-5")
  void secretsOfAnotherTenantsSessionDoNotExist() {
    String before = ok(HttpMethod.GET, secrets(), null);
    String one = secrets() + "/" + firstId();
    for (String path : List.of(secrets(), one)) {
      send(HttpMethod.GET, path, null, SessionApi.THEIR_KEY, null).expect(404);
    }
    send(HttpMethod.POST, secrets(), "{'name':'x'}", SessionApi.THEIR_KEY, null).expect(404);
    send(HttpMethod.POST, one + "/rotate", "{}", SessionApi.THEIR_KEY, null).expect(404);
    send(HttpMethod.DELETE, one, null, SessionApi.THEIR_KEY, null).expect(404);
    assertThat(ok(HttpMethod.GET, secrets(), null)).isEqualTo(before);
    assertThat(mcp(first)).isEqualTo(200);
  }

  @Test
  void invalidLifetimesAreRejectedAtTheirField() {
    for (String body : List.of(
      "{'name':'x','expires_in':'P31D'}",
      "{'name':'x','expires_at':'2020-01-01T00:00:00Z'}",
      "{'name':'x','expires_at':'2020-01-01'}",
      "{'expires_in':'PT1H'}"
    )) {
      assertThat(send(HttpMethod.POST, secrets(), body, SessionApi.KEY, null).expect(400)).contains("invalid_data");
    }
  }

  @Test
  void anArchivedSessionHasNoUsableSecret() {
    ok(HttpMethod.DELETE, "/sessions/" + session, null);
    assertThat(JsonPath.<List<String>>read(ok(HttpMethod.GET, secrets(), null), "$.items")).isEmpty();
    send(HttpMethod.POST, secrets(), "{'name':'x'}", SessionApi.KEY, null).expect(400);
    assertThat(mcp(first)).isEqualTo(400);
  }

  private String secrets() {
    return "/sessions/" + session + "/secrets";
  }

  /** The first secret has the session's id with another prefix. */
  private String firstId() {
    return session.replace("ses_", "sks_");
  }

  private static String id(String body) {
    return JsonPath.read(body, "$.id");
  }

  private int mcp(String secret) {
    return api
      .client("")
      .post()
      .uri("/mcp/" + session + "?key=" + secret)
      .contentType(MediaType.APPLICATION_JSON)
      .bodyValue("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
      .exchange()
      .returnResult()
      .getStatus()
      .value();
  }

  private String ok(HttpMethod method, String path, @Nullable String body) {
    return send(method, path, body, SessionApi.KEY, null).expect(200);
  }

  private Reply send(
    HttpMethod method,
    String path,
    @Nullable String body,
    String key,
    @Nullable String idempotencyKey
  ) {
    var request = api.client(key).method(method).uri(path);
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    if (body != null) {
      request.contentType(MediaType.APPLICATION_JSON).bodyValue(body.replace('\'', '"'));
    }
    var result = request.exchange().expectBody(String.class).returnResult();
    return new Reply(result.getStatus().value(), Objects.requireNonNullElse(result.getResponseBody(), ""));
  }

  private record Reply(int status, String body) {
    String expect(int wanted) {
      assertThat(status).as(body).isEqualTo(wanted);
      return body;
    }
  }
}
