package io.keyfold.session.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.vault.Secret;
import io.keyfold.schema.AuthMethod;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.Injection;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.testing.EchoingMcpServer;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.SessionApi;
import io.keyfold.session.testing.TestUpstreams;
import io.keyfold.session.upstream.UpstreamClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import tools.jackson.databind.json.JsonMapper;

/** Tests tools that echo their request, over REST and MCP. */
@Tag("promise-4")
@ExtendWith(OutputCaptureExtension.class)
class RedactionIT {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String KEY_BODY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj";
  private static final String ACCOUNT = JSON.writeValueAsString(
    Map.of(
      "type",
      "service_account",
      "private_key",
      "-----BEGIN PRIVATE KEY-----\n" + KEY_BODY + "\n-----END PRIVATE KEY-----\n"
    )
  );
  private static final String PASSWORD = "p\"a\\ss/w'o<r>d";
  private static final String SCHEMA = """
  {"type": "object", "properties": {
    "token": {"type": "string"},
    "workspace_key": {"type": "string"},
    "pin": {"type": "integer"},
    "email": {"type": "string", "secret": false},
    "site": {"type": "string", "secret": false},
    "quota": {"type": "integer", "secret": false}}}
  """;

  private String token = PASSWORD;
  private final EchoingMcpServer provider = new EchoingMcpServer()
    .tool("headers", sent -> text(JSON.writeValueAsString(Map.of("authorization", sent))))
    .tool("nested", sent -> text(JSON.writeValueAsString(JSON.writeValueAsString(Map.of("authorization", sent)))))
    .tool("structured", sent ->
      structured(Map.of("sent", JSON.writeValueAsString(sent), "email", "me@acme.example", "quota", 100_000))
    )
    .tool("in_a_key", sent -> structured(Map.of(sent, true)))
    .tool("as_a_number", sent -> structured(Map.of("pin", 31415926)))
    .tool("refuses", sent ->
      Map.of("error", Map.of("code", -32000, "message", "no: " + sent, "data", Map.of("at", sent)))
    )
    .tool("acme-site_search", sent -> text("of acme-site for me@acme.example"))
    .tool("wk-7788990011_search", sent -> text("never"));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final UpstreamClients upstream = new UpstreamClients(
    TestUpstreams.properties(
      new TestUpstreams.Times(
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1)
      ),
      DataSize.ofMegabytes(1),
      DataSize.ofMegabytes(2)
    ),
    new EgressPolicy(new EgressProperties(true)),
    (tenant, config) -> Mono.just(Credential.of(Secret.ofText(JSON.writeValueAsString(value())))),
    Clock.systemUTC(),
    meters
  );
  private final SessionApi api = new SessionApi(upstream);
  private final DisposableServer server = api.serve();

  @BeforeEach
  void given() {
    AuthMethod method = AuthMethod.newBuilder()
      .setId("pam_1")
      .setKey("key")
      .setType(AuthMethodType.CUSTOM)
      .setName("Key")
      .setInputSchema(SCHEMA)
      .setInjections(List.of(new Injection(InjectionPlace.BEARER, null, "token", "")))
      .build();
    api.given(Events.provider("prv_1", provider.url(), List.of(method)), Events.deployment(Fixtures.TENANT, "pdp_1"));
    api.given(Events.authConfig(Fixtures.TENANT, "pac_1", "pdp_1", CredentialKind.MANUAL));
  }

  @AfterEach
  void end() {
    server.disposeNow();
    upstream.close();
    api.close();
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(strings = { "headers", "nested", "structured", "refuses" })
  void aToolThatEchoesItsHeadersRevealsNoPassword(String tool) {
    String session = session();
    for (String answer : List.of(rest(session, tool), mcp(session, tool))) {
      assertThat(answer).contains("[redacted]").doesNotContain("ss/w", "p\\\"a", "o<r>d");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = { "headers", "nested", "structured", "refuses" })
  void aToolThatEchoesItsHeadersRevealsNoPrivateKey(String tool) {
    token = ACCOUNT;
    String session = session();
    for (String answer : List.of(rest(session, tool), mcp(session, tool))) {
      assertThat(answer).contains("[redacted]").doesNotContain(KEY_BODY.substring(0, 12), KEY_BODY.substring(20));
    }
  }

  @Test
  void publicPropertiesStayInNamesResultsAndNumbers() {
    String session = session();
    for (String answer : List.of(rest(session, "structured"), mcp(session, "structured"))) {
      assertThat(answer).contains("me@acme.example", "100000");
    }
    assertThat(mcp(session, "acme-site_search")).contains("of acme-site for me@acme.example");
  }

  @ParameterizedTest
  @ValueSource(strings = { "in_a_key", "as_a_number" })
  void responsesThatCannotBeRedactedAreWithheldWithAClearError(String tool) {
    String session = session();
    for (String answer : List.of(rest(session, tool), mcp(session, tool))) {
      assertThat(answer).contains("provider_error", "withheld").doesNotContain("ss/w", "31415926");
    }
    assertThat(meters.get("keyfold.upstream.withheld").tag("what", "result").counter().count()).isEqualTo(2);
  }

  @Test
  void aToolWithASecretInItsNameIsOmittedAndReported(CapturedOutput output) {
    String session = session();

    String listed = rpc(session, "tools/list", Map.of());

    List<String> names = JsonPath.read(listed, "$.result.tools[*].name");
    assertThat(names)
      .hasSize(7)
      .anyMatch(name -> name.startsWith("acme-site_search_"));
    assertThat(listed).doesNotContain("7788990011", "ss/w").contains("Called with Bearer [redacted]");
    Map<String, Object> withheld = JsonPath.read(listed, "$.result._meta['io.keyfold/withheld'][0]");
    assertThat(withheld).containsEntry("tools", 1).containsEntry("provider_deployment_id", "pdp_1");
    assertThat(meters.get("keyfold.upstream.withheld").tag("what", "tool").counter().count()).isEqualTo(1);
    assertThat(output.getAll()).contains("tools omitted from a list").doesNotContain("7788990011", "ss/w");
  }

  private Map<String, Object> value() {
    return Map.of(
      "token",
      token,
      "workspace_key",
      "wk-7788990011",
      "pin",
      31415926,
      "email",
      "me@acme.example",
      "site",
      "acme-site",
      "quota",
      100_000
    );
  }

  private static Map<String, Object> text(String text) {
    return Map.of("result", Map.of("content", List.of(Map.of("type", "text", "text", text))));
  }

  private static Map<String, Object> structured(Map<String, Object> value) {
    return Map.of("result", Map.of("content", List.of(), "structuredContent", value));
  }

  private String session() {
    return post("/sessions", Map.of("providers", List.of(Map.of("provider_deployment_id", "pdp_1"))));
  }

  private String rest(String session, String tool) {
    return post("/tool-calls", Map.of("session_id", id(session), "tool_id", named(session, tool), "input", Map.of()));
  }

  private String mcp(String session, String tool) {
    return rpc(session, "tools/call", Map.of("name", named(session, tool), "arguments", Map.of()));
  }

  private String rpc(String session, String method, Map<String, Object> params) {
    return post("/mcp/" + id(session), Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
  }

  private String post(String path, Map<String, Object> body) {
    return Objects.requireNonNull(
      api
        .client(SessionApi.KEY)
        .post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(JSON.writeValueAsString(body))
        .exchange()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody()
    );
  }

  private static String named(String session, String tool) {
    return tool + "_" + JsonPath.read(session, "$.providers[0].tag");
  }

  private static String id(String session) {
    return JsonPath.read(session, "$.id");
  }
}
