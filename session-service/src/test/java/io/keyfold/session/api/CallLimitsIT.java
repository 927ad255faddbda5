package io.keyfold.session.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.schema.CallLimits;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.JsonToolServer;
import io.keyfold.session.testing.SessionApi;
import io.keyfold.session.upstream.UpstreamClients;
import io.keyfold.session.upstream.UpstreamProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Tests that calls keep to the limits of their deployment, else to those of its provider, over REST and MCP. */
class CallLimitsIT {

  private static final Duration BOUND = Duration.ofMinutes(5);
  private static final String HELLO = "\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}";
  private static final String PROGRESS = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Sinks.Empty<Void> released = Sinks.empty();
  private final UpstreamClients upstream = new UpstreamClients(
    new UpstreamProperties(
      Duration.ofSeconds(60),
      Duration.ofMinutes(10),
      Duration.ofMinutes(10),
      Duration.ofHours(1),
      DataSize.ofMegabytes(1),
      DataSize.ofMegabytes(8),
      100,
      100,
      50,
      20,
      Duration.ofSeconds(1),
      Duration.ofMinutes(10),
      Fixtures.NO_CAPS
    ),
    new EgressPolicy(new EgressProperties(true)),
    SessionApi.opener(),
    Clock.systemUTC(),
    new SimpleMeterRegistry()
  );
  private final SessionApi api = new SessionApi(upstream);

  @AfterEach
  void tearDown() {
    released.tryEmitEmpty();
    threads.close();
    upstream.close();
    api.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = { false, true })
  void aDeploymentsTimeoutReplacesThatOfItsProvider(boolean modern) {
    try (JsonToolServer server = JsonToolServer.replying(onceReleased(), modern)) {
      given(server, new CallLimits(1, null, null), Map.of("pdp_2", new CallLimits(600, null, null)));
      String session = session("pdp_1", "pdp_2");
      CompletableFuture<Reply> patient = started(session, 1);
      await()
        .atMost(BOUND)
        .until(() -> server.calls() == 1);

      Reply timedOut = rest(session, 0);
      assertThat(timedOut.status()).isEqualTo(504);
      assertThat(timedOut.code()).isEqualTo("provider_timeout");
      assertThat(classic(session, 0).body()).contains("provider_timeout");
      assertThat(modern(session, 0).body()).contains("provider_timeout");

      assertThat(patient).isNotDone();
      released.tryEmitEmpty();
      assertThat(patient.join().body()).contains("hello");
    }
  }

  @Test
  void progressDoesNotExtendTheLongestCall() {
    try (JsonToolServer server = JsonToolServer.replying(progressing())) {
      given(server, new CallLimits(null, 1, null), Map.of());
      Reply timedOut = rest(session("pdp_1"), 0);
      assertThat(timedOut.code()).isEqualTo("provider_timeout");
    }
  }

  @Test
  void aChangeAppliesToTheNextCallOfAnOpenSession() {
    try (JsonToolServer server = JsonToolServer.replying(onceReleased())) {
      given(server, new CallLimits(null, null, null), Map.of("pdp_1", new CallLimits(1, null, null)));
      String session = session("pdp_1");
      assertThat(rest(session, 0).code()).isEqualTo("provider_timeout");
      api.given(Events.limited(Fixtures.TENANT, "pdp_1", 2, null));
      CompletableFuture<Reply> patient = started(session, 0);
      await()
        .atMost(BOUND)
        .until(() -> server.calls() == 2);
      released.tryEmitEmpty();
      assertThat(patient.join().body()).contains("hello");
    }
  }

  @Test
  void concurrentCallsAreCountedByServerOrByDeploymentWithALimitOfItsOwn() {
    CallLimits one = new CallLimits(null, null, 1);
    try (JsonToolServer server = JsonToolServer.replying(onceReleased())) {
      given(server, one, Map.of("pdp_3", one));
      String session = session("pdp_1", "pdp_2", "pdp_3");
      CompletableFuture<Reply> first = started(session, 0);
      await()
        .atMost(BOUND)
        .until(() -> server.calls() == 1);
      assertBusy(rest(session, 0));
      assertBusy(rest(session, 1));
      assertThat(classic(session, 1).body()).contains("unavailable");

      CompletableFuture<Reply> apart = started(session, 2);
      await()
        .atMost(BOUND)
        .until(() -> server.calls() == 2);
      assertBusy(rest(session, 2));

      released.tryEmitEmpty();
      assertThat(List.of(first.join(), apart.join())).allSatisfy(reply -> assertThat(reply.body()).contains("hello"));
      assertThat(rest(session, 1).body()).contains("hello");
    }
  }

  private static void assertBusy(Reply reply) {
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.code()).isEqualTo("unavailable");
  }

  private JsonToolServer.Reply onceReleased() {
    JsonToolServer.Reply hello = JsonToolServer.result(id -> JsonToolServer.message(id, HELLO));
    return (id, response) -> released.asMono().then(Mono.defer(() -> Mono.from(hello.to(id, response))));
  }

  private static JsonToolServer.Reply progressing() {
    return (id, response) ->
      response.sse().sendString(Flux.interval(Duration.ofMillis(50)).map(tick -> "data: " + PROGRESS + "\n\n"));
  }

  private void given(JsonToolServer server, CallLimits provider, Map<String, CallLimits> deployments) {
    api.given(Events.limited(Events.provider(server.url(), InjectionPlace.BEARER, null), provider));
    for (String id : List.of("pdp_1", "pdp_2", "pdp_3")) {
      CallLimits own = deployments.get(id);
      api.given(own == null ? Events.deployment(Fixtures.TENANT, id) : Events.limited(Fixtures.TENANT, id, own));
      api.given(Events.authConfig(Fixtures.TENANT, "pac_" + id, id, CredentialKind.MANUAL));
    }
  }

  private record Reply(int status, String body) {
    String code() {
      return JsonPath.read(body, "$.code");
    }
  }

  private String session(String... deployments) {
    List<String> entries = List.of(deployments)
      .stream()
      .map(id -> "{'provider_deployment_id':'" + id + "'}")
      .toList();
    Reply made = post("/sessions", "{'name':'one','providers':[" + String.join(",", entries) + "]}", Map.of());
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    return made.body();
  }

  private Reply rest(String session, int provider) {
    String body = "{'session_id':'" + id(session) + "','tool_id':'" + tool(session, provider) + "','input':{}}";
    return post("/tool-calls", body, Map.of());
  }

  private CompletableFuture<Reply> started(String session, int provider) {
    return CompletableFuture.supplyAsync(() -> rest(session, provider), threads);
  }

  private Reply classic(String session, int provider) {
    String params = "{'name':'" + tool(session, provider) + "'}";
    return post(
      "/mcp/" + id(session),
      "{'jsonrpc':'2.0','id':2,'method':'tools/call','params':" + params + "}",
      Map.of("MCP-Protocol-Version", "2025-11-25")
    );
  }

  private Reply modern(String session, int provider) {
    String tool = tool(session, provider);
    String meta =
      "{'io.modelcontextprotocol/protocolVersion':'2026-07-28','io.modelcontextprotocol/clientCapabilities':{}}";
    return post(
      "/mcp/" + id(session),
      "{'jsonrpc':'2.0','id':3,'method':'tools/call','params':{'name':'" + tool + "','_meta':" + meta + "}}",
      Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", tool)
    );
  }

  private Reply post(String path, String body, Map<String, String> headers) {
    var result = api
      .client(SessionApi.KEY)
      .mutate()
      .responseTimeout(BOUND)
      .build()
      .post()
      .uri(path)
      .contentType(MediaType.APPLICATION_JSON)
      .accept(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM)
      .headers(all -> headers.forEach(all::set))
      .bodyValue(body.replace('\'', '"'))
      .exchange()
      .expectBody(String.class)
      .returnResult();
    return new Reply(result.getStatus().value(), Objects.requireNonNullElse(result.getResponseBody(), ""));
  }

  private static String id(String session) {
    return JsonPath.read(session, "$.id");
  }

  private static String tool(String session, int provider) {
    return "echo_" + JsonPath.<String>read(session, "$.providers[" + provider + "].tag");
  }
}
