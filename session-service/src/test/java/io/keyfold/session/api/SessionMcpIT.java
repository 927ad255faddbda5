package io.keyfold.session.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.KeyedMcpServer;
import io.keyfold.session.testing.SessionApi;
import io.keyfold.session.testing.TestUpstreams;
import io.keyfold.session.upstream.UpstreamClients;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageRecorded;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.unit.DataSize;
import reactor.netty.DisposableServer;

/** Tests a session's endpoint with the SDK's own client, in front of a real MCP server that requires its key. */
class SessionMcpIT {

  private final KeyedMcpServer provider = KeyedMcpServer.bearer(SessionApi.CANARY);
  private final UpstreamClients upstream = TestUpstreams.clients(
    TestUpstreams.properties(
      new TestUpstreams.Times(
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofMinutes(1)
      ),
      DataSize.ofMegabytes(1),
      DataSize.ofMegabytes(2)
    )
  );
  private final SessionApi api = new SessionApi(upstream);
  private final DisposableServer server = api.serve();

  @BeforeEach
  void given() {
    api.given(
      Events.provider(provider.url(), InjectionPlace.BEARER, null),
      Events.deployment(Fixtures.TENANT, "pdp_1"),
      Events.deployment(Fixtures.TENANT, "pdp_2")
    );
    api.given(
      Events.authConfig(Fixtures.TENANT, "pac_1", "pdp_1", CredentialKind.MANUAL),
      Events.authConfig(Fixtures.TENANT, "pac_2", "pdp_2", CredentialKind.MANUAL)
    );
  }

  @AfterEach
  void tearDown() {
    server.disposeNow();
    upstream.close();
    api.close();
    provider.close();
  }

  @Test
  void aClientListsAndCallsToolsOfAllProviders() {
    String session = session("pdp_1", "pdp_2");
    try (McpSyncClient client = client(session, "?key=" + secret(session))) {
      assertThat(client.initialize().serverInfo().name()).isEqualTo("UnifiedProvider");
      client.ping();
      assertThat(client.listTools().tools())
        .extracting(McpSchema.Tool::name)
        .contains("echo_" + tag(session, 0), "echo_" + tag(session, 1))
        .doesNotHaveDuplicates();
      McpSchema.CallToolResult result = call(client, "echo_" + tag(session, 1));
      assertThat(((McpSchema.TextContent) result.content().getFirst()).text()).isEqualTo("hello");
    }
    assertThat(provider.calls()).containsExactly(SessionApi.CANARY);
    assertThat(api.spool().records().getFirst()).isInstanceOfSatisfying(UsageRecorded.class, record -> {
      assertThat(record.getProviderDeploymentId()).isEqualTo("pdp_2");
      assertThat(record.getActor()).isEqualTo(new Actor(ActorType.SESSION, JsonPath.read(session, "$.id")));
    });
    assertThat(api.spool().records().getLast()).isInstanceOfSatisfying(UsageCompleted.class, end ->
      assertThat(end.getOutcome()).isEqualTo(Outcome.SUCCEEDED)
    );
  }

  @Test
  void aSessionOfOneProviderIsNamedInPascalCase() {
    String session = session("pdp_1");
    try (McpSyncClient client = client(session, "?token=" + secret(session))) {
      assertThat(client.initialize().serverInfo().name()).isEqualTo("TheAcmeSearch");
    }
  }

  @Test
  void aToolFailureIsAResultAndAnUnknownToolAnError() {
    String session = session("pdp_1");
    try (McpSyncClient client = client(session, "?key=" + secret(session))) {
      assertThat(call(client, "fail_" + tag(session, 0)).isError()).isTrue();
      assertThatThrownBy(() -> call(client, "nope_" + tag(session, 0))).isInstanceOfSatisfying(McpError.class, e ->
        assertThat(e.getJsonRpcError().code()).isEqualTo(-32602)
      );
    }
  }

  @Test
  void anUnreachableProviderIsReportedInListsAndCalls() {
    String session = session("pdp_1");
    try (McpSyncClient client = client(session, "?key=" + secret(session))) {
      provider.rotate("another key");
      McpSchema.ListToolsResult first = client.listTools(McpSchema.FIRST_PAGE);
      assertThat(first.tools())
        .singleElement()
        .satisfies(tool -> {
          assertThat(tool.name()).isEqualTo("tools_unavailable_" + tag(session, 0));
          assertThat(tool.description()).contains("provider_refused_credential");
        });
      assertThat(first.meta()).containsKey("io.keyfold/unavailable");
      assertThat(call(client, "tools_unavailable_" + tag(session, 0)).isError()).isTrue();
      assertThatThrownBy(() -> call(client, "echo_" + tag(session, 0))).isInstanceOfSatisfying(McpError.class, e -> {
        assertThat(e.getJsonRpcError().code()).isEqualTo(-32000);
        assertThat(String.valueOf(e.getJsonRpcError().data())).contains("provider_refused_credential");
      });
      provider.rotate(SessionApi.CANARY);
      assertThat(call(client, "tools_unavailable_" + tag(session, 0)).isError()).isFalse();
      assertThat(client.listTools().tools())
        .extracting(McpSchema.Tool::name)
        .contains("echo_" + tag(session, 0));
      provider.rotate("another key");
      assertThat(client.listTools().tools())
        .extracting(McpSchema.Tool::name)
        .contains("echo_" + tag(session, 0));
    }
  }

  @Test
  @Tag("promise-5")
  void onlyTheTenantsKeyAndTheClientSecretGrantAccess() {
    String session = session("pdp_1");
    String other = session("pdp_1");
    assertThat(status(session, "", "")).isEqualTo(HttpStatus.UNAUTHORIZED);
    assertThat(status(session, "", "?key=" + secret(other))).isEqualTo(HttpStatus.UNAUTHORIZED);
    assertThat(status(session, SessionApi.THEIR_KEY, "")).isEqualTo(HttpStatus.NOT_FOUND);
    assertThat(status(session, SessionApi.KEY, "")).isEqualTo(HttpStatus.OK);
    assertThat(status(session, "", "?key=" + SessionApi.KEY)).isEqualTo(HttpStatus.UNAUTHORIZED);
    assertThat(status(session, SessionApi.KEY, "?key=" + SessionApi.KEY)).isEqualTo(HttpStatus.UNAUTHORIZED);
    assertThat(status(session, SessionApi.KEY, "?key=" + secret(session))).isEqualTo(HttpStatus.OK);
    assertThat(status(session, secret(session), "")).isEqualTo(HttpStatus.OK);
    api
      .client(SessionApi.KEY)
      .delete()
      .uri("/sessions/" + id(session))
      .exchange()
      .expectStatus()
      .isOk();
    assertThat(status(session, secret(session), "").is4xxClientError()).isTrue();
  }

  @Test
  void invalidProtocolUseIsRejected() {
    String session = session("pdp_1");
    assertThat(rpc(session, "{'jsonrpc':'2.0','method':'notifications/initialized'}").status()).isEqualTo(202);
    assertThat(rpc(session, "{'jsonrpc':'2.0','id':7,'method':'nope/list'}").body()).contains("-32601").contains("7");
    assertThat(rpc(session, "{'jsonrpc':'2.0','id':7,'method':'tools/call','params':{}}").body()).contains("-32602");
    assertThat(rpc(session, "[]").body()).contains("-32600");
    assertThat(rpc(session, "{").body()).contains("-32700");
    WebTestClient client = api.client(SessionApi.KEY);
    client
      .get()
      .uri("/mcp/" + id(session))
      .accept(MediaType.APPLICATION_JSON)
      .exchange()
      .expectStatus()
      .isEqualTo(HttpStatus.NOT_ACCEPTABLE)
      .expectBody()
      .jsonPath("$.hint")
      .isEqualTo("Accept text/event-stream");
    client
      .delete()
      .uri("/mcp/" + id(session))
      .exchange()
      .expectStatus()
      .isOk();
    client
      .post()
      .uri("/mcp/" + id(session))
      .contentType(MediaType.APPLICATION_JSON)
      .bodyValue(
        "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\"}}"
      )
      .exchange()
      .expectHeader()
      .exists("mcp-session-id")
      .expectBody()
      .jsonPath("$.result.protocolVersion")
      .isEqualTo("2025-06-18");
  }

  /** A relay need not understand half a surrogate pair, nor a number that no type can hold. */
  @Test
  @Tag("promise-8")
  void wellFormedJsonIsAcceptedWhateverItContains() {
    String session = session("pdp_1");
    for (String odd : List.of("'\\ud800'", "1e999999999")) {
      assertThat(
        rpc(session, "{'jsonrpc':'2.0','id':1,'method':'ping','params':{'a':" + odd + "}}").status()
      ).isEqualTo(200);
    }
  }

  @Test
  void aBodyThatIsNotOneWellFormedValueIsAParseError() {
    String session = session("pdp_1");
    for (String body : List.of(
      "{'jsonrpc':'2.0','id':1,'method':'ping','params':{'a':NaN}}",
      "{'jsonrpc':'2.0','id':1,'method':'ping'}{}"
    )) {
      Reply reply = rpc(session, body);
      assertThat(reply.status()).as(reply.body()).isEqualTo(400);
      assertThat(reply.body()).contains("-32700");
    }
  }

  /** Required by the security warning of MCP 2025-11-25, Streamable HTTP. */
  @Test
  void aForeignOriginIsRejectedBeforeAuthentication() {
    String session = session("pdp_1");
    for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.GET, HttpMethod.DELETE)) {
      api
        .client(SessionApi.KEY)
        .method(method)
        .uri("/mcp/" + id(session))
        .header("Origin", "https://evil.example")
        .exchange()
        .expectStatus()
        .isForbidden()
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo("forbidden");
    }
  }

  private record Reply(int status, String body) {}

  private Reply rpc(String session, String body) {
    var result = api
      .client(SessionApi.KEY)
      .post()
      .uri("/mcp/" + id(session))
      .contentType(MediaType.APPLICATION_JSON)
      .bodyValue(body.replace('\'', '"'))
      .exchange()
      .expectBody(String.class)
      .returnResult();
    return new Reply(result.getStatus().value(), Objects.requireNonNullElse(result.getResponseBody(), ""));
  }

  private org.springframework.http.HttpStatusCode status(String session, String bearer, String query) {
    return api
      .client(bearer)
      .post()
      .uri("/mcp/" + id(session) + query)
      .contentType(MediaType.APPLICATION_JSON)
      .bodyValue("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
      .exchange()
      .returnResult()
      .getStatus();
  }

  private String session(String... deployments) {
    StringBuilder entries = new StringBuilder();
    for (String deployment : deployments) {
      entries.append(entries.isEmpty() ? "" : ",").append("{\"provider_deployment_id\":\"" + deployment + "\"}");
    }
    return Objects.requireNonNull(
      api
        .client(SessionApi.KEY)
        .post()
        .uri("/sessions")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"providers\":[" + entries + "]}")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody()
    );
  }

  private McpSyncClient client(String session, String query) {
    var transport = HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + server.port())
      .endpoint("/mcp/" + id(session) + query)
      .build();
    return McpClient.sync(transport).requestTimeout(Duration.ofSeconds(20)).build();
  }

  private static McpSchema.CallToolResult call(McpSyncClient client, String tool) {
    return client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(Map.of("message", "hello")).build());
  }

  private static String id(String session) {
    return JsonPath.read(session, "$.id");
  }

  private static String secret(String session) {
    return JsonPath.read(session, "$.client_secret");
  }

  private static String tag(String session, int provider) {
    return JsonPath.read(session, "$.providers[" + provider + "].tag");
  }
}
