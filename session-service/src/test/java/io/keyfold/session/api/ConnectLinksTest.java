package io.keyfold.session.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.authconfig.commands.CreateSetupSession;
import io.keyfold.authconfig.events.BrandingSet;
import io.keyfold.authconfig.events.HostClaimed;
import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.FakeMcpServers;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.SessionApi;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Links to connect in the answers to tool calls, for clients of both eras. */
class ConnectLinksTest {

  private static final String USER = "ann@acme.example";
  private static final String ASKS = "{'elicitation':{'url':{}}}";
  private static final Pattern LINK = Pattern.compile(
    "http://keyfold\\.test/setup-session/(pss_[0-9A-Za-z]+)\\?client_secret=kf_ss_[0-9A-Za-z]+"
  );

  private final FakeMcpServers servers = new FakeMcpServers();
  private final SessionApi api = new SessionApi(servers);
  private final WebTestClient client = api.client(SessionApi.KEY);

  @BeforeEach
  void given() {
    api.given(
      Events.provider("https://one.example/mcp", InjectionPlace.BEARER, null),
      Events.deployment(Fixtures.TENANT, "pdp_1"),
      Events.deployment(Fixtures.TENANT, "pdp_2"),
      Events.deployment(Fixtures.TENANT, "pdp_3")
    );
    api.given(
      Events.opened(Fixtures.TENANT, "pdp_1"),
      Events.opened(Fixtures.TENANT, "pdp_2"),
      Events.opened(Fixtures.TENANT, "pdp_3"),
      Events.authConfig(Fixtures.TENANT, "pac_own", "pdp_3", CredentialKind.MANUAL)
    );
  }

  @AfterEach
  void tearDown() {
    api.close();
  }

  @Test
  @Tag("promise-5")
  void aClassicClientThatShowsUrlsGetsTheElicitationError() {
    String session = session("pdp_1");
    String connection = initialized(session, ASKS);
    String answer = classic(session, connection);
    assertThat(JsonPath.<Integer>read(answer, "$.error.code")).isEqualTo(-32042);
    assertThat(JsonPath.<List<Object>>read(answer, "$.error.data.elicitations")).hasSize(1);
    Map<String, String> asked = JsonPath.read(answer, "$.error.data.elicitations[0]");
    assertThat(asked).containsOnlyKeys("mode", "elicitationId", "url", "message").containsEntry("mode", "url");
    assertThat(asked.get("url")).matches(LINK).contains(asked.get("elicitationId")).doesNotContain("ann", "acme");
    assertThat(asked.get("message")).contains("the acme-search");
    assertThat(api.setups().accepted())
      .extracting(CreateSetupSession::getUser, CreateSetupSession::getProviderDeploymentId)
      .containsExactly(tuple(USER, "pdp_1"));
    assertThat(classic(session, connection)).isEqualTo(answer);
    connected("pac_1", "pdp_1", "pss_ended");
    assertThat(JsonPath.<String>read(classic(session, connection), "$.result.content[0].text")).isEqualTo("done");
  }

  @Test
  void aModernClientThatShowsUrlsIsAskedForInput() {
    String session = session("pdp_1");
    String answer = modern(session, ASKS, "");
    assertThat(JsonPath.<String>read(answer, "$.result.resultType")).isEqualTo("input_required");
    Map<String, Map<String, Object>> inputs = JsonPath.read(answer, "$.result.inputRequests");
    String id = inputs.keySet().iterator().next();
    assertThat(inputs).hasSize(1);
    assertThat(inputs.get(id)).containsEntry("method", "elicitation/create");
    Map<String, String> params = JsonPath.read(answer, "$.result.inputRequests['" + id + "'].params");
    assertThat(params).containsOnlyKeys("mode", "url", "message").containsEntry("mode", "url");
    assertThat(params.get("url")).matches(LINK).contains(id);

    String again = repeated(answer, id, "accept");
    connected("pac_1", "pdp_1", id);
    String done = modern(session, ASKS, again);
    assertThat(JsonPath.<String>read(done, "$.result.content[0].text")).as(done).isEqualTo("done");
  }

  @Test
  void aUserWhoDeclinesIsNotAskedAgainByTheSameCall() {
    String session = session("pdp_1");
    String answer = modern(session, ASKS, "");
    Map<String, Object> inputs = JsonPath.read(answer, "$.result.inputRequests");
    String declined = modern(session, ASKS, repeated(answer, inputs.keySet().iterator().next(), "decline"));
    assertThat(JsonPath.<Boolean>read(declined, "$.result.isError")).isTrue();
    assertThat(JsonPath.<String>read(declined, "$.result.resultType")).isEqualTo("complete");
  }

  @Test
  void otherClientsGetAToolErrorWithTheLink() {
    String session = session("pdp_1");
    for (String answer : List.of(
      classic(session, initialized(session, "{}")),
      classic(session, initialized(session, "{'elicitation':{'form':{}}}")),
      modern(session, "{}", "")
    )) {
      assertThat(JsonPath.<Boolean>read(answer, "$.result.isError")).isTrue();
      assertThat(JsonPath.<String>read(answer, "$.result.content[0].text")).containsPattern(LINK).doesNotContain(USER);
    }
    assertThat(api.setups().accepted()).hasSize(1);
  }

  @Test
  void allMissingConnectionsAreAskedForTogetherTheCalledOneFirst() {
    String session = session("pdp_1", "pdp_2", "pdp_3", "pdp_1");
    String tool = "search_" + tag(session, 1);
    String answer = classic(session, initialized(session, ASKS), tool);
    assertThat(JsonPath.<List<String>>read(answer, "$.error.data.elicitations[*].elicitationId"))
      .hasSize(2)
      .isEqualTo(
        api
          .setups()
          .accepted()
          .stream()
          .map(create -> create.getMeta().getObjectId())
          .toList()
      );
    assertThat(api.setups().accepted())
      .extracting(CreateSetupSession::getProviderDeploymentId)
      .containsExactly("pdp_2", "pdp_1");
  }

  @Test
  void theToolOfAnUnavailableProviderGivesTheLinkToo() {
    String session = session("pdp_1");
    String answer = classic(session, initialized(session, ASKS), "tools_unavailable_" + tag(session, 0));
    assertThat(JsonPath.<Integer>read(answer, "$.error.code")).isEqualTo(-32042);
  }

  @Test
  void aGrantThatNeedsItsUserIsReconnectedInPlace() {
    api.given(Events.grant(Fixtures.TENANT, "pac_1", "pdp_1", USER, null), Events.broken("pac_1", 2));
    api.grants().broken("pac_1", 1, 1, Fixtures.AT);
    String session = session("pdp_1");
    String answer = classic(session, initialized(session, ASKS));
    assertThat(JsonPath.<String>read(answer, "$.error.data.elicitations[0].message")).contains("again");
    assertThat(api.setups().accepted())
      .singleElement()
      .satisfies(create -> {
        assertThat(create.getReconnect()).isTrue();
        assertThat(create.getAuthConfigId()).isEqualTo("pac_1");
      });
  }

  @Test
  void theLinkIsAtTheTenantsOwnHost() {
    api.given(
      new HostClaimed(Events.meta(TenantId.PLATFORM, "connect.acme.example", 1), Fixtures.TENANT.value()),
      BrandingSet.newBuilder().setMeta(Events.meta(Fixtures.TENANT.value(), 1)).setHost("connect.acme.example").build()
    );
    String session = session("pdp_1");
    String answer = classic(session, initialized(session, ASKS));
    assertThat(JsonPath.<String>read(answer, "$.error.data.elicitations[0].url")).startsWith(
      "http://connect.acme.example/setup-session/pss_"
    );
  }

  @Test
  void withoutAUserNobodyIsAsked() {
    servers.refuse(1L);
    String session = send("/sessions", "{'providers':[{'provider_deployment_id':'pdp_3'}]}");
    String answer = classic(session, initialized(session, ASKS));
    assertThat(JsonPath.<Integer>read(answer, "$.error.code")).isEqualTo(-32000);
    assertThat(api.setups().accepted()).isEmpty();
  }

  private void connected(String authConfig, String deployment, String setupSession) {
    api.setups().ended(setupSession);
    api.given(Events.grant(Fixtures.TENANT, authConfig, deployment, USER, null));
    api.grants().token(authConfig, 1, 1, null);
  }

  private String session(String... deployments) {
    List<String> entries = List.of(deployments)
      .stream()
      .map(id -> "{'provider_deployment_id':'" + id + "'}")
      .toList();
    return send("/sessions", "{'user':'" + USER + "','providers':[" + String.join(",", entries) + "]}");
  }

  private static String repeated(String answer, String id, String action) {
    String state = JsonPath.read(answer, "$.result.requestState");
    return ",'requestState':'" + state + "','inputResponses':{'" + id + "':{'action':'" + action + "'}}";
  }

  private String initialized(String session, String capabilities) {
    String params = "{'protocolVersion':'2025-11-25','capabilities':" + capabilities + "}";
    return Objects.requireNonNull(
      client
        .post()
        .uri("/mcp/" + id(session))
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(json("{'jsonrpc':'2.0','id':1,'method':'initialize','params':" + params + "}"))
        .exchange()
        .returnResult(String.class)
        .getResponseHeaders()
        .getFirst("Mcp-Session-Id")
    );
  }

  private String classic(String session, String connection) {
    return classic(session, connection, "search_" + tag(session, 0));
  }

  private String classic(String session, String connection, String tool) {
    return send(
      "/mcp/" + id(session),
      "{'jsonrpc':'2.0','id':2,'method':'tools/call','params':{'name':'" + tool + "'}}",
      Map.of("Mcp-Session-Id", connection, "MCP-Protocol-Version", "2025-11-25")
    );
  }

  private String modern(String session, String capabilities, String more) {
    String tool = "search_" + tag(session, 0);
    String meta =
      "{'io.modelcontextprotocol/protocolVersion':'2026-07-28','io.modelcontextprotocol/clientCapabilities':" +
      capabilities +
      "}";
    return send(
      "/mcp/" + id(session),
      "{'jsonrpc':'2.0','id':3,'method':'tools/call','params':{'name':'" + tool + "','_meta':" + meta + more + "}}",
      Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", tool)
    );
  }

  private String send(String path, String body) {
    return send(path, body, Map.of());
  }

  private String send(String path, String body, Map<String, String> headers) {
    return Objects.requireNonNull(
      client
        .post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .headers(all -> headers.forEach(all::set))
        .bodyValue(json(body))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody()
    );
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static String id(String session) {
    return JsonPath.read(session, "$.id");
  }

  private static String tag(String session, int provider) {
    return JsonPath.read(session, "$.providers[" + provider + "].tag");
  }
}
