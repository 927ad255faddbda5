package io.keyfold.session.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.authconfig.events.CredentialVersionRetired;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.FakeMcpServers;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.SessionApi;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A call uses the current version, and the previous one once if the provider refuses it during the grace period. */
class VersionFallbackTest {

  private static final Duration GRACE = Duration.ofHours(1);

  private final FakeMcpServers servers = new FakeMcpServers();
  private final SessionApi api = new SessionApi(servers);
  private final WebTestClient client = api.client(SessionApi.KEY);
  private final Instant until = Instant.now().plus(GRACE);

  @BeforeEach
  void given() {
    api.given(
      Events.provider("https://one.example/mcp", InjectionPlace.BEARER, null),
      Events.deployment(Fixtures.TENANT, "pdp_1")
    );
    api.given(
      Events.authConfig(Fixtures.TENANT, "pac_1", "pdp_1", CredentialKind.MANUAL),
      Events.rotated(Fixtures.TENANT, "pac_1", 2, 2, until)
    );
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void theNewVersionIsUsedWhileTheProviderAcceptsIt() {
    String call = call(200);
    assertThat(versions()).containsExactly(2L);
    assertThat(JsonPath.<Integer>read(call, "$.credential.version")).isEqualTo(2);
    assertThat(JsonPath.<Object>read(call, "$.credential.refused_version")).isNull();
    assertThat(JsonPath.<String>read(call, "$.credential.provider_auth_config_id")).isEqualTo("pac_1");
    assertThat(api.fallbacks()).isEmpty();
  }

  @Test
  @Tag("promise-6")
  void aRefusedNewVersionFallsBackToThePreviousOneAndIsReported() {
    servers.refuse(2L);
    String call = call(200);
    assertThat(versions()).containsExactly(2L, 1L);
    assertThat(JsonPath.<Integer>read(call, "$.credential.version")).isEqualTo(1);
    assertThat(JsonPath.<Integer>read(call, "$.credential.refused_version")).isEqualTo(2);
    UsageCompleted completion = completion();
    assertThat(completion.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(completion.getCredentialVersion()).isEqualTo(1);
    assertThat(completion.getRefusedCredentialVersion()).isEqualTo(2);
    assertThat(api.fallbacks()).containsExactly("2 -> 1");
    assertThat(retried("accepted")).isOne();
  }

  @Test
  @Tag("promise-2")
  void oneCallIsCountedOnce() {
    servers.refuse(2L);
    call(200);
    assertThat(api.spool().records()).filteredOn(UsageRecorded.class::isInstance).hasSize(1);
    assertThat(api.spool().records()).filteredOn(UsageCompleted.class::isInstance).hasSize(1);
  }

  @Test
  void bothRefusedIsTheProvidersRefusalAfterTwoCalls() {
    servers.refuse(1L, 2L);
    assertThat(JsonPath.<String>read(call(502), "$.code")).isEqualTo("provider_refused_credential");
    assertThat(versions()).containsExactly(2L, 1L);
    assertThat(completion().getOutcome()).isEqualTo(Outcome.PROVIDER_REFUSED);
    assertThat(api.fallbacks()).isEmpty();
    assertThat(retried("refused")).isOne();
  }

  @Test
  void afterTheGracePeriodThereIsNoFallback() {
    servers.refuse(2L);
    api.advance(GRACE);
    call(502);
    assertThat(versions()).containsExactly(2L);
  }

  @Test
  @Tag("promise-4")
  void aRetiredVersionIsNeverUsed() {
    servers.refuse(2L);
    api.given(CredentialVersionRetired.newBuilder().setMeta(Events.meta("pac_1", 3)).setCredentialVersion(1).build());
    call(502);
    assertThat(versions()).containsExactly(2L);
  }

  @Test
  void aRotationWithoutGracePeriodLeavesEarlierGracePeriodsAsTheyAre() {
    servers.refuse(3L);
    api.given(Events.rotated(Fixtures.TENANT, "pac_1", 3, 3));
    call(200);
    assertThat(versions()).containsExactly(3L, 1L);
  }

  @Test
  void aResolutionStatesItsVersion() {
    String resolution = Objects.requireNonNull(
      post("/credential-resolutions", "{'provider_deployment_id':'pdp_1'}")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody()
    );
    assertThat(JsonPath.<Integer>read(resolution, "$.credential_version")).isEqualTo(2);
  }

  private List<Long> versions() {
    return servers
      .targets()
      .stream()
      .map(target -> Objects.requireNonNull(target.resolved().credentialVersion()))
      .toList();
  }

  private UsageCompleted completion() {
    UsageEvent last = api.spool().records().getLast();
    assertThat(last).isInstanceOf(UsageCompleted.class);
    return (UsageCompleted) last;
  }

  private double retried(String outcome) {
    return api.meters().counter("keyfold.calls.retried", "alternative", "previous_version", "outcome", outcome).count();
  }

  private String call(int status) {
    String session = answer(post("/sessions", "{'providers':[{'provider_deployment_id':'pdp_1'}]}"), 200);
    String id = JsonPath.read(session, "$.id");
    String tool = "search_" + JsonPath.<String>read(session, "$.providers[0].tag");
    return answer(
      post("/tool-calls", "{'session_id':'" + id + "','tool_id':'" + tool + "','input':{'q':'x'}}"),
      status
    );
  }

  private WebTestClient.RequestHeadersSpec<?> post(String uri, String body) {
    return client.post().uri(uri).contentType(MediaType.APPLICATION_JSON).bodyValue(body.replace('\'', '"'));
  }

  private static String answer(WebTestClient.RequestHeadersSpec<?> request, int status) {
    return Objects.requireNonNull(
      request.exchange().expectStatus().isEqualTo(status).expectBody(String.class).returnResult().getResponseBody()
    );
  }
}
