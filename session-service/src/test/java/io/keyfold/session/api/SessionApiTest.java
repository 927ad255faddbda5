package io.keyfold.session.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.metering.CallNotAttempted;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.session.calls.CallRequest;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.ToolName;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.FakeMcpServers;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.SessionApi;
import io.keyfold.session.upstream.Conversation;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class SessionApiTest {

  private final FakeMcpServers servers = new FakeMcpServers();
  private final SessionApi api = new SessionApi(servers);
  private final WebTestClient client = api.client(SessionApi.KEY);

  @BeforeEach
  void given() {
    api.given(
      Events.provider("https://one.example/mcp", InjectionPlace.BEARER, null),
      Events.deployment(Fixtures.TENANT, "pdp_1"),
      Events.deployment(Fixtures.TENANT, "pdp_app"),
      Events.deployment(Fixtures.TENANT, "pdp_bare"),
      Events.deployment(SessionApi.THEM, "pdp_theirs")
    );
    api.given(
      Events.authConfig(Fixtures.TENANT, "pac_1", "pdp_1", CredentialKind.MANUAL),
      Events.authConfig(Fixtures.TENANT, "pac_app", "pdp_app", CredentialKind.OAUTH_APP),
      Events.opened(Fixtures.TENANT, "pdp_bare"),
      Events.opened(Fixtures.TENANT, "pdp_app")
    );
  }

  @AfterEach
  void tearDown() {
    api.close();
  }

  @Test
  void aSessionNeedsOnlyADeploymentId() {
    String body = ok(create("{'provider_deployment_id':'pdp_1'}"));
    assertThat(JsonPath.<String>read(body, "$.object")).isEqualTo("session");
    assertThat(JsonPath.<String>read(body, "$.name")).matches("Session \\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(JsonPath.<String>read(body, "$.connection_url")).matches("http.*/mcp/ses_\\w+");
    assertThat(JsonPath.<String>read(body, "$.client_secret")).startsWith("kf_ek_");
    assertThat(JsonPath.<String>read(body, "$.providers[0].deployment.id")).isEqualTo("pdp_1");
    assertThat(JsonPath.<String>read(body, "$.providers[0].auth_config.id")).isEqualTo("pac_1");
    assertThat(JsonPath.<Map<String, Object>>read(body, "$.providers[0].usage")).containsValues(0, 0);
  }

  @Test
  @Tag("promise-2")
  @Tag("promise-3")
  void aRetriedCreationReturnsTheSameClientSecret() {
    String first = ok(create("{'provider_deployment_id':'pdp_1'}").header("Idempotency-Key", "k1"));
    String again = ok(create("{'provider_deployment_id':'pdp_1'}").header("Idempotency-Key", "k1"));
    assertThat(id(again)).isEqualTo(id(first));
    assertThat(JsonPath.<String>read(again, "$.client_secret"))
      .isEqualTo(JsonPath.<String>read(first, "$.client_secret"))
      .startsWith("kf_ek_");
    assertThat(JsonPath.<String>read(again, "$.client_secret_expires_at"))
      .isEqualTo(JsonPath.<String>read(first, "$.client_secret_expires_at"))
      .isNotNull();
  }

  @Test
  void aSessionWithAnOAuthAppCanBeCreatedBeforeItsUserConnects() {
    ok(create("{'provider_deployment_id':'pdp_app'}"));
  }

  @Test
  void theOlderNameOfADeploymentIsAccepted() {
    ok(create("{'provider_deployment':'pdp_1'}"));
  }

  @Test
  void unusableObjectsAreRejectedWithTheirCode() {
    refused(create("{'provider_deployment_id':'pdp_bare'}"), 400, ErrorCode.AUTH_CONFIG_REQUIRED);
    refused(create("{'provider_deployment_id':'pdp_theirs'}"), 404, ErrorCode.NOT_FOUND);
    refused(
      create("{'provider_deployment_id':'pdp_1','provider_auth_config_id':'pac_app'}"),
      400,
      ErrorCode.PROVIDER_MISMATCH
    );
    refused(create("{}"), 400, ErrorCode.INVALID_DATA);
    api.given(Events.deploymentArchived(Fixtures.TENANT, "pdp_1"));
    refused(create("{'provider_deployment_id':'pdp_1'}"), 400, ErrorCode.USE_AFTER_DELETE);
  }

  @Test
  void aNestedObjectIsRejectedWithTheAlternative() {
    String body = refused(create("{'provider_deployment':{'provider_id':'prv_1'}}"), 400, ErrorCode.INVALID_DATA);
    assertThat(body).contains("POST /provider-deployments").contains("\"providers\",\"0\",\"provider_deployment\"");
  }

  @Test
  void aSessionIsUpdatedReadListedAndArchived() {
    String id = id(ok(create("{'provider_deployment_id':'pdp_1'}")));
    ok(
      client
        .patch()
        .uri("/sessions/" + id)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"name\":\"n\"}")
    );
    String list = ok(client.get().uri("/sessions?provider_deployment_id=pdp_1"));
    assertThat(JsonPath.<List<String>>read(list, "$.items[*].name")).containsExactly("n");
    assertThat(JsonPath.<List<String>>read(ok(client.get().uri("/sessions?actor_id=x")), "$.items")).isEmpty();
    String archived = ok(client.delete().uri("/sessions/" + id));
    assertThat(JsonPath.<String>read(archived, "$.status")).isEqualTo("archived");
    assertThat(JsonPath.<String>read(archived, "$.client_secret")).isNull();
    assertThat(servers.dropped()).hasSize(1);
    refused(client.delete().uri("/sessions/" + id), 410, ErrorCode.GONE);
    assertThat(JsonPath.<List<String>>read(ok(client.get().uri("/sessions")), "$.items")).isEmpty();
  }

  @Test
  void providersAreAddedToAndRemovedFromAnOpenSession() {
    String session = id(ok(create("{'provider_deployment_id':'pdp_1'}")));
    String added = ok(
      post(
        "/session-providers",
        "{'session_id':'" +
          session +
          "','provider_deployment_id':'pdp_1','tool_filters':{'type':'tool_keys','keys':['a']}}"
      )
    );
    assertThat(JsonPath.<String>read(added, "$.tool_filter.type")).isEqualTo("filter");
    String uri = "/session-providers/" + id(added);
    String free = ok(
      client.patch().uri(uri).contentType(MediaType.APPLICATION_JSON).bodyValue("{\"tool_filters\":null}")
    );
    assertThat(JsonPath.<String>read(free, "$.tool_filter.type")).isEqualTo("allow_all");
    assertThat(
      JsonPath.<List<?>>read(ok(client.get().uri("/session-providers?session_id=" + session)), "$.items")
    ).hasSize(2);
    ok(client.delete().uri(uri));
    assertThat(JsonPath.<List<?>>read(ok(client.get().uri("/sessions/" + session)), "$.providers")).hasSize(1);
  }

  @Test
  void anUpdateOfASessionProviderKeepsConcurrentChanges() {
    String session = ok(create("{'provider_deployment_id':'pdp_1'}"));
    String uri = "/session-providers/" + JsonPath.<String>read(session, "$.providers[0].id");
    String filter = "{\"tool_filters\":{\"type\":\"tool_keys\",\"keys\":[\"a\"]}}";
    api.beforeTheNextDecision(
      Mono.fromCallable(() ->
        ok(client.patch().uri(uri).contentType(MediaType.APPLICATION_JSON).bodyValue(filter))
      ).subscribeOn(Schedulers.boundedElastic())
    );

    String changed = ok(client.patch().uri(uri).contentType(MediaType.APPLICATION_JSON).bodyValue("{}"));

    assertThat(JsonPath.<String>read(changed, "$.tool_filter.type")).isEqualTo("filter");
  }

  @Test
  @Tag("promise-6")
  void theCompletionOfACallIsRecordedEvenIfItsCallerDisconnects() {
    String session = ok(create("{'provider_deployment_id':'pdp_1'}"));
    Sinks.One<RpcMessage.Response> answer = Sinks.one();
    servers.respond(answer.asMono());
    CallRequest request = new CallRequest(
      Fixtures.TENANT,
      new Actor(ActorType.API_KEY, "apk_1"),
      "req_1",
      api.session(id(session)),
      ToolName.parse(tool("search", session)).orElseThrow(),
      RawObject.EMPTY,
      Conversation.SILENT
    );
    Disposable caller = api.toolCalls().call(request).subscribe();
    await().until(() -> servers.targets().size() == 1);

    caller.dispose();
    answer.tryEmitValue(FakeMcpServers.text("found", false));

    await().until(() -> api.spool().records().size() == 2);
    assertThat(((UsageCompleted) api.spool().records().getLast()).getOutcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  @Tag("promise-5")
  void anotherTenantSeesNothing() {
    String session = id(ok(create("{'provider_deployment_id':'pdp_1'}")));
    WebTestClient them = api.client(SessionApi.THEIR_KEY);
    refused(them.get().uri("/sessions/" + session), 404, ErrorCode.NOT_FOUND);
    refused(them.delete().uri("/sessions/" + session), 404, ErrorCode.NOT_FOUND);
    assertThat(JsonPath.<List<?>>read(ok(them.get().uri("/sessions")), "$.items")).isEmpty();
    for (String asked : List.of(
      "{'provider_deployment_id':'pdp_1'}",
      "{'session_id':'" + session + "','provider_deployment_id':'pdp_1'}"
    )) {
      refused(resolve(them, asked), 404, ErrorCode.NOT_FOUND);
    }
    refused(call(them, session, "search_00000"), 404, ErrorCode.NOT_FOUND);
  }

  // The erasure arrives before the rotation, which arrives while this instance catches up.
  private void eraseBeforeTheRotationArrives() {
    api.opening((tenant, config) -> {
      if (config.credentialVersion() > 1) {
        return SessionApi.opener().open(tenant, config);
      }
      api.given(Events.rotated(Fixtures.TENANT, "pac_1", 2, 2));
      return erased(config.id());
    });
  }

  private static Mono<Credential> erased(String config) {
    return Mono.error(ApiException.about(ErrorCode.USE_AFTER_DELETE, "provider.auth_config", config, "erased"));
  }

  @Test
  @Tag("promise-3")
  void aToolIsCalledWithTheNewVersionRightAfterARotation() {
    String session = ok(create("{'provider_deployment_id':'pdp_1'}"));
    eraseBeforeTheRotationArrives();

    ok(call(client, id(session), tool("search", session)));

    assertThat(servers.targets())
      .singleElement()
      .satisfies(target -> assertThat(target.resolved().credentialVersion()).isEqualTo(2));
  }

  @Test
  @Tag("promise-6")
  void aCallWithAnErasedCredentialIsRejectedAndNotCounted() {
    String session = ok(create("{'provider_deployment_id':'pdp_1'}"));
    api.opening((tenant, config) -> erased(config.id()));

    refused(call(client, id(session), tool("search", session)), 400, ErrorCode.USE_AFTER_DELETE);

    assertThat(api.spool().records()).isEmpty();
    assertThat(servers.targets()).isEmpty();
  }

  @Test
  void aCallWhoseCredentialIsErasedAfterItsStartRecordCanBeRetried() {
    String session = ok(create("{'provider_deployment_id':'pdp_1'}"));
    servers.respond(Mono.from(erased("pac_1")).cast(RpcMessage.Response.class));

    String body = refused(call(client, id(session), tool("search", session)), 503, ErrorCode.UNAVAILABLE);

    assertThat(JsonPath.<String>read(body, "$.entity")).isEqualTo("session.tool_call");
    assertNotMade();
  }

  @Test
  @Tag("promise-6")
  void aCallWithoutAFreeConnectionIsRecordedAsNotAttempted() {
    String session = ok(create("{'provider_deployment_id':'pdp_1'}"));
    servers.respond(Mono.error(ApiException.of(ErrorCode.UNAVAILABLE, "Too many concurrent calls to providers")));

    refused(call(client, id(session), tool("search", session)), 503, ErrorCode.UNAVAILABLE);

    assertNotMade();
  }

  private void assertNotMade() {
    assertThat(api.spool().records())
      .hasSize(2)
      .last()
      .isInstanceOfSatisfying(UsageCompleted.class, end ->
        assertThat(CallNotAttempted.is(end.getOutcome().name(), end.getErrorCode())).isTrue()
      );
  }

  @Test
  @Tag("promise-3")
  void aResolutionReturnsTheNewVersionRightAfterARotation() {
    eraseBeforeTheRotationArrives();

    String body = ok(resolve(client, "{'provider_deployment_id':'pdp_1'}"));

    assertThat(JsonPath.<Integer>read(body, "$.credential_version")).isEqualTo(2);
    assertThat(api.spool().records()).hasSize(1);
  }

  @Test
  @Tag("promise-6")
  void aResolutionIsRecordedBeforeItReturnsVersionAndReason() {
    String body = resolve(client, "{'provider_deployment_id':'pdp_1'}")
      .exchange()
      .expectStatus()
      .isOk()
      .expectHeader()
      .cacheControl(org.springframework.http.CacheControl.noStore())
      .expectBody(String.class)
      .returnResult()
      .getResponseBody();
    assertThat(JsonPath.<String>read(body, "$.object")).isEqualTo("credential_resolution");
    assertThat(JsonPath.<String>read(body, "$.value.token")).isEqualTo(SessionApi.CANARY);
    assertThat(JsonPath.<String>read(body, "$.reason")).isEqualTo("bound_to_deployment");
    assertThat(JsonPath.<Integer>read(body, "$.credential_version")).isEqualTo(1);
    assertThat(JsonPath.<String>read(body, "$.injections[0].place")).isEqualTo("bearer");
    assertThat(api.spool().records())
      .singleElement()
      .isInstanceOfSatisfying(UsageRecorded.class, record -> {
        assertThat(record.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(record.getReason()).isEqualTo("bound_to_deployment");
        assertThat(record.toString()).doesNotContain(SessionApi.CANARY);
      });
  }

  @Test
  @Tag("promise-6")
  void nothingIsReleasedWithoutARecord() {
    String session = ok(create("{'provider_deployment_id':'pdp_1'}"));
    api.spool().fill();
    String body = refused(resolve(client, "{'provider_deployment_id':'pdp_1'}"), 503, ErrorCode.UNAVAILABLE);
    assertThat(body).doesNotContain(SessionApi.CANARY);
    refused(call(client, id(session), tool("search", session)), 503, ErrorCode.UNAVAILABLE);
    assertThat(servers.targets()).isEmpty();
  }

  @Test
  void archivedObjectsDoNotResolve() {
    String session = id(ok(create("{'provider_deployment_id':'pdp_1'}")));
    String within = "{'session_id':'" + session + "','provider_deployment_id':'pdp_1'}";
    ok(resolve(client, within));
    ok(client.delete().uri("/sessions/" + session));
    refused(resolve(client, within), 400, ErrorCode.USE_AFTER_DELETE);
    api.given(Events.authConfigArchived(Fixtures.TENANT, "pac_1", 2), Events.opened(Fixtures.TENANT, "pdp_1"));
    refused(resolve(client, "{'provider_deployment_id':'pdp_1'}"), 400, ErrorCode.AUTH_CONFIG_REQUIRED);
  }

  @Test
  @Tag("promise-6")
  void aCallIsRecordedBeforeItIsSentAndAfterItCompletes() {
    String session = ok(create("{'provider_deployment_id':'pdp_1'}"));
    servers.respond(
      Mono.fromSupplier(() -> {
        assertThat(api.spool().records()).singleElement().isInstanceOf(UsageRecorded.class);
        return FakeMcpServers.text("found", false);
      })
    );
    String body = ok(call(client, id(session), tool("search", session)));
    assertThat(JsonPath.<String>read(body, "$.status")).isEqualTo("succeeded");
    assertThat(JsonPath.<String>read(body, "$.tool_key")).isEqualTo("search");
    assertThat(JsonPath.<String>read(body, "$.output.content[0].text")).isEqualTo("found");
    assertThat(JsonPath.<String>read(body, "$.input.q")).isEqualTo("x");
    assertThat(api.spool().records().getLast()).isInstanceOfSatisfying(UsageCompleted.class, end ->
      assertThat(end.getOutcome()).isEqualTo(Outcome.SUCCEEDED)
    );
    assertThat(api.spool().records())
      .extracting(UsageEvent::getRecordId)
      .containsOnly(id(body) + "/tool_calls");
    String counted = ok(client.get().uri("/sessions/" + id(session)));
    assertThat(JsonPath.<Integer>read(counted, "$.usage.total_productive_provider_message_count")).isEqualTo(1);
  }

  @Test
  void theMethodsOfToolCallsIncludeThoseOfTheLedger() {
    client
      .options()
      .uri("/tool-calls")
      .exchange()
      .expectStatus()
      .isNoContent()
      .expectHeader()
      .valueEquals("Allow", "GET, HEAD, OPTIONS, POST");
    client
      .put()
      .uri("/tool-calls")
      .exchange()
      .expectStatus()
      .isEqualTo(405)
      .expectHeader()
      .valueEquals("Allow", "GET, HEAD, POST");
  }

  @Test
  void aToolFailureIsARegularResponse() {
    String session = ok(create("{'provider_deployment_id':'pdp_1'}"));
    servers.respond(Mono.just(FakeMcpServers.text("tool failed", true)));
    String body = ok(call(client, id(session), tool("search", session)));
    assertThat(JsonPath.<String>read(body, "$.status")).isEqualTo("failed");
    assertThat(JsonPath.<String>read(body, "$.error.code")).isEqualTo("tool_error");
    servers.respond(Mono.just(FakeMcpServers.fault(-32603, "broken")));
    assertThat(JsonPath.<String>read(ok(call(client, id(session), tool("search", session))), "$.error.code")).isEqualTo(
      "provider_error"
    );
  }

  @Test
  void anUnknownToolIsNotFoundAndAFilteredOneRejected() {
    String session = ok(
      create("{'provider_deployment_id':'pdp_1','tool_filters':{'type':'tool_keys','keys':['search','nope']}}")
    );
    servers.respond(Mono.just(FakeMcpServers.fault(-32602, "Unknown tool")));
    refused(call(client, id(session), tool("nope", session)), 404, ErrorCode.NOT_FOUND);
    refused(call(client, id(session), tool("other", session)), 400, ErrorCode.INVALID_TOOL_ACTION);
    refused(call(client, id(session), "search"), 400, ErrorCode.INVALID_DATA);
  }

  private WebTestClient.RequestHeadersSpec<?> create(String entry) {
    return post("/sessions", "{'providers':[" + entry + "]}");
  }

  private WebTestClient.RequestHeadersSpec<?> post(String uri, String body) {
    return post(client, uri, body);
  }

  private static WebTestClient.RequestHeadersSpec<?> resolve(WebTestClient as, String body) {
    return post(as, "/credential-resolutions", body);
  }

  private static WebTestClient.RequestHeadersSpec<?> call(WebTestClient as, String session, String tool) {
    return post(as, "/tool-calls", "{'session_id':'" + session + "','tool_id':'" + tool + "','input':{'q':'x'}}");
  }

  private static WebTestClient.RequestHeadersSpec<?> post(WebTestClient as, String uri, String body) {
    return as.post().uri(uri).contentType(MediaType.APPLICATION_JSON).bodyValue(body.replace('\'', '"'));
  }

  private static String ok(WebTestClient.RequestHeadersSpec<?> request) {
    return body(request.exchange().expectStatus().isOk());
  }

  private static String refused(WebTestClient.RequestHeadersSpec<?> request, int status, ErrorCode code) {
    String body = body(request.exchange());
    assertThat(JsonPath.<String>read(body, "$.code")).as(body).isEqualTo(code.wire());
    assertThat(JsonPath.<Integer>read(body, "$.status")).as(body).isEqualTo(status);
    return body;
  }

  private static String body(ResponseSpec response) {
    return java.util.Objects.requireNonNullElse(response.expectBody(String.class).returnResult().getResponseBody(), "");
  }

  private static String id(String body) {
    return JsonPath.read(body, "$.id");
  }

  private static String tool(String key, String session) {
    return key + "_" + JsonPath.<String>read(session, "$.providers[0].tag");
  }
}
