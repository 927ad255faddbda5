package io.keyfold.session.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.platform.completeness.SpoolShutdown;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.session.events.ToolCallClaimed;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.FakeMcpServers;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.SessionApi;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.usage.UsageRecorded;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Tests tool calls and resolutions with an Idempotency-Key. */
@Tag("promise-2")
class KeyedRequestsTest {

  private static final String KEY = "key-1";
  private static final String CALLS = "/tool-calls";
  private static final String RESOLUTIONS = "/credential-resolutions";
  private static final String OF_ONE = "{\"provider_deployment_id\":\"pdp_1\"}";

  private final FakeMcpServers servers = new FakeMcpServers();
  private final SessionApi api = given(new SessionApi(servers));
  private String call = "";

  private static SessionApi given(SessionApi api) {
    api.given(
      Events.provider("https://one.example/mcp", InjectionPlace.BEARER, null),
      Events.deployment(Fixtures.TENANT, "pdp_1")
    );
    return api.given(Events.authConfig(Fixtures.TENANT, "pac_1", "pdp_1", CredentialKind.MANUAL));
  }

  @BeforeEach
  void aSession() {
    String session = ok(post("/sessions", "{\"providers\":[{\"provider_deployment_id\":\"pdp_1\"}]}", "session"));
    call = "{\"session_id\":\"%s\",\"tool_id\":\"search_%s\",\"input\":{\"q\":\"x\"}}".formatted(
      id(session),
      JsonPath.<String>read(session, "$.providers[0].tag")
    );
  }

  @AfterEach
  void tearDown() {
    api.close();
  }

  @Test
  void aToolRunsOncePerKeyAndRetriesReturnTheFirstResponse() {
    String first = ok(post(CALLS, call, KEY));
    assertThat(ok(post(CALLS, call, KEY))).isEqualTo(first);
    refused(post(CALLS, call.replace("\"x\"", "\"y\""), KEY), 422, ErrorCode.IDEMPOTENCY_KEY_REUSED);
    assertThat(servers.targets()).hasSize(1);
    assertThat(id(ok(post(CALLS, call, "key-2")))).isNotEqualTo(id(first));
    assertThat(servers.targets()).hasSize(2);
  }

  @Test
  void aLargeCallIsNotCachedAndItsRetryReturnsTheRecord() {
    String large = call.replace("\"x\"", "\"" + "x".repeat(100_000) + "\"");
    String first = ok(post(CALLS, large, KEY));
    assertThat(JsonPath.<String>read(first, "$.input.q")).hasSize(100_000);

    String repeated = ok(post(CALLS, large, KEY));

    assertThat(id(repeated)).isEqualTo(id(first));
    assertThat(JsonPath.<String>read(repeated, "$.status")).isEqualTo("succeeded");
    assertThat(JsonPath.<Object>read(repeated, "$.input")).isNull();
    assertThat(servers.targets()).hasSize(1);
  }

  @Test
  void aRetryJoinsACallInProgress() {
    Sinks.One<RpcMessage.Response> answer = Sinks.one();
    servers.respond(answer.asMono());
    var first = CompletableFuture.supplyAsync(() -> ok(post(CALLS, call, KEY)));
    await().until(() -> servers.targets().size() == 1);
    var second = CompletableFuture.supplyAsync(() -> ok(post(CALLS, call, KEY)));

    answer.tryEmitValue(FakeMcpServers.text("found", false));

    assertThat(second.join()).isEqualTo(first.join()).contains("found");
    assertThat(servers.targets()).hasSize(1);
  }

  @Test
  void aCallOfAnotherInstanceIsAnsweredFromItsRecord() {
    String id = Ids.fresh("tcl_", Instant.now());
    api.claimed(id, Instant.now(), KEY, call);
    api.spool().append(begun(id)).block();

    String body = ok(post(CALLS, call, KEY));

    assertThat(id(body)).isEqualTo(id);
    assertThat(JsonPath.<String>read(body, "$.status")).isEqualTo("waiting_for_response");
    assertThat(JsonPath.<Object>read(body, "$.output")).isNull();
    assertThat(servers.targets()).isEmpty();
  }

  @Test
  void anAbandonedClaimIsReplacedOnceNoRecordCanFollow() {
    Instant minuteAgo = Instant.now().minusSeconds(60);
    String id = Ids.fresh("tcl_", minuteAgo);
    api.claimed(id, minuteAgo, KEY, call);
    api.completeUntil(minuteAgo.plusSeconds(5));
    refused(post(CALLS, call, KEY), 503, ErrorCode.UNAVAILABLE);
    assertThat(servers.targets()).isEmpty();

    api.completeUntil(minuteAgo.plusSeconds(11));

    String made = ok(post(CALLS, call, KEY));
    assertThat(id(made)).isNotEqualTo(id);
    assertThat(ok(post(CALLS, call, KEY))).isEqualTo(made);
    assertThat(servers.targets()).hasSize(1);
  }

  @Test
  void aRetryWaitsForRecordsOnTheLogBeforeTheToolRunsAgain() {
    Instant minuteAgo = Instant.now().minusSeconds(60);
    String id = Ids.fresh("tcl_", minuteAgo);
    api.claimed(id, minuteAgo, KEY, call);
    api.completeUntil(minuteAgo.plusSeconds(11));
    api.spool().behind(api.spool().append(begun(id)));

    assertThat(id(ok(post(CALLS, call, KEY)))).isEqualTo(id);

    assertThat(servers.targets()).isEmpty();
  }

  @Test
  void aRetryWaitsForASpoolThatReturnedBeforeTheToolRunsAgain() {
    Instant minuteAgo = Instant.now().minusSeconds(60);
    api.claimed(Ids.fresh("tcl_", minuteAgo), minuteAgo, KEY, call);
    api.completeUntil(SpoolShutdown.AT);
    api.watermarksBehind(Mono.fromRunnable(() -> api.completeUntil(minuteAgo)));

    refused(post(CALLS, call, KEY), 503, ErrorCode.UNAVAILABLE);

    assertThat(servers.targets()).isEmpty();
  }

  @Test
  void aCallThatIsTooLateForItsClaimIsNotRecordedAndLeavesItsKeyUnused() {
    api.opening((tenant, config) -> {
      api.advance(Duration.ofSeconds(6));
      return SessionApi.opener().open(tenant, config);
    });
    refused(post(CALLS, call, KEY), 503, ErrorCode.UNAVAILABLE);
    assertThat(api.spool().records()).isEmpty();
    api.opening(SessionApi.opener());
    api.completeUntil(Instant.now().plusSeconds(11));

    ok(post(CALLS, call, KEY));

    assertThat(servers.targets()).hasSize(1);
  }

  @Test
  void aCallRecordedAsNotAttemptedLeavesItsKeyUnused() {
    servers.respond(Mono.error(ApiException.of(ErrorCode.USE_AFTER_DELETE, "erased")));
    refused(post(CALLS, call, KEY), 503, ErrorCode.UNAVAILABLE);
    assertThat(api.spool().records()).hasSize(2);
    servers.respond(Mono.just(FakeMcpServers.text("found", false)));

    String made = ok(post(CALLS, call, KEY));

    assertThat(made).contains("found");
    assertThat(ok(post(CALLS, call, KEY))).isEqualTo(made);
    assertThat(servers.targets()).hasSize(2);
  }

  @Test
  void aCallWithAnUnconfirmedRecordIsNotMadeAndLeavesItsKeyUnused() {
    api.spool().silent(true);
    refused(post(CALLS, call, KEY), 503, ErrorCode.UNAVAILABLE);
    assertThat(servers.targets()).isEmpty();
    assertThat(api.spool().records()).hasSize(2);
    api.spool().silent(false);

    ok(post(CALLS, call, KEY));

    assertThat(servers.targets()).hasSize(1);
  }

  @Test
  void aCallThatFailedAtTheProviderUsesItsKey() {
    servers.respond(Mono.error(ApiException.of(ErrorCode.PROVIDER_TIMEOUT, "no response")));
    refused(post(CALLS, call, KEY), 504, ErrorCode.PROVIDER_TIMEOUT);

    String repeated = ok(post(CALLS, call, KEY));

    assertThat(JsonPath.<String>read(repeated, "$.status")).isEqualTo("failed");
    assertThat(servers.targets()).hasSize(1);
  }

  @Test
  void aRejectionBeforeTheCallLeavesTheKeyUnused() {
    api.given(Events.authConfigArchived(Fixtures.TENANT, "pac_1", 2), Events.opened(Fixtures.TENANT, "pdp_1"));
    refused(post(CALLS, call, KEY), 400, ErrorCode.AUTH_CONFIG_REQUIRED);
    assertThat(api.events()).noneMatch(ToolCallClaimed.class::isInstance);

    api.given(Events.authConfig(Fixtures.TENANT, "pac_2", "pdp_1", CredentialKind.MANUAL));

    ok(post(CALLS, call, KEY));
    assertThat(api.events()).filteredOn(ToolCallClaimed.class::isInstance).hasSize(1);
  }

  @Test
  void aResolutionIsRecordedOncePerKey() {
    String first = ok(post(RESOLUTIONS, OF_ONE, KEY));
    assertThat(ok(post(RESOLUTIONS, OF_ONE, KEY)))
      .isEqualTo(first)
      .contains(SessionApi.CANARY);
    assertThat(api.spool().records()).hasSize(1);
    refused(post(RESOLUTIONS, "{\"provider_deployment_id\":\"pdp_none\"}", KEY), 422, ErrorCode.IDEMPOTENCY_KEY_REUSED);
    assertThat(id(ok(post(RESOLUTIONS, OF_ONE, "key-2")))).isNotEqualTo(id(first));
    assertThat(api.spool().records()).hasSize(2);
  }

  @Test
  void aRetriedResolutionReturnsTheCurrentCredential() {
    String first = ok(post(RESOLUTIONS, OF_ONE, KEY));
    api.given(Events.rotated(Fixtures.TENANT, "pac_1", 2, 2));
    String rotated = ok(post(RESOLUTIONS, OF_ONE, KEY));
    assertThat(JsonPath.<Integer>read(rotated, "$.credential_version")).isEqualTo(2);
    assertThat(id(rotated)).isNotEqualTo(id(first));
    assertThat(ok(post(RESOLUTIONS, OF_ONE, KEY))).isEqualTo(rotated);
    assertThat(api.spool().records()).hasSize(2);

    api.given(Events.authConfigArchived(Fixtures.TENANT, "pac_1", 3), Events.opened(Fixtures.TENANT, "pdp_1"));

    refused(post(RESOLUTIONS, OF_ONE, KEY), 400, ErrorCode.AUTH_CONFIG_REQUIRED);
  }

  @Test
  void aResolutionOfAnotherInstanceIsKnownFromItsRecord() {
    String first = ok(post(RESOLUTIONS, OF_ONE, KEY));
    UsageRecorded record = (UsageRecorded) api.spool().records().getFirst();
    try (SessionApi other = given(new SessionApi(servers))) {
      other.spool().append(record).block();
      WebTestClient.RequestHeadersSpec<?> again = post(other.client(SessionApi.KEY), RESOLUTIONS, OF_ONE, KEY);
      assertThat(id(ok(again))).isEqualTo(id(first));
      assertThat(other.spool().records()).hasSize(1);
    }
  }

  @Test
  @Tag("promise-5")
  void keysAreScopedToTheTenant() {
    ok(post(RESOLUTIONS, OF_ONE, KEY));
    WebTestClient them = api.client(SessionApi.THEIR_KEY);
    refused(post(them, RESOLUTIONS, OF_ONE, KEY), 404, ErrorCode.NOT_FOUND);
    refused(post(them, CALLS, call, KEY), 404, ErrorCode.NOT_FOUND);
  }

  private static UsageRecorded begun(String id) {
    return UsageRecorded.newBuilder(MeteredOperations.start(MeteredOperations.call(id), "usp_2", 1))
      .setTenantId(Fixtures.TENANT.value())
      .build();
  }

  private WebTestClient.RequestHeadersSpec<?> post(String uri, String body, String key) {
    return post(api.client(SessionApi.KEY), uri, body, key);
  }

  private static WebTestClient.RequestHeadersSpec<?> post(WebTestClient as, String uri, String body, String key) {
    return as.post().uri(uri).header("Idempotency-Key", key).contentType(MediaType.APPLICATION_JSON).bodyValue(body);
  }

  private static String ok(WebTestClient.RequestHeadersSpec<?> request) {
    return body(request.exchange().expectStatus().isOk());
  }

  private static void refused(WebTestClient.RequestHeadersSpec<?> request, int status, ErrorCode code) {
    String body = body(request.exchange());
    assertThat(JsonPath.<String>read(body, "$.code")).as(body).isEqualTo(code.wire());
    assertThat(JsonPath.<Integer>read(body, "$.status")).as(body).isEqualTo(status);
  }

  private static String body(WebTestClient.ResponseSpec response) {
    return Objects.requireNonNullElse(response.expectBody(String.class).returnResult().getResponseBody(), "");
  }

  private static String id(String body) {
    return JsonPath.read(body, "$.id");
  }
}
