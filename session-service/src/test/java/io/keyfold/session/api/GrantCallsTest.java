package io.keyfold.session.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.schema.RefreshTrigger;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.FakeMcpServers;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.SessionApi;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Tool calls with the access token of a user's grant, over HTTP. */
class GrantCallsTest {

  private final Instant later = Instant.now().plus(Duration.ofHours(1));
  private final Instant past = Instant.now().minus(Duration.ofHours(1));

  private final FakeMcpServers servers = new FakeMcpServers();
  private final SessionApi api = new SessionApi(servers);
  private final WebTestClient client = api.client(SessionApi.KEY);

  @BeforeEach
  void given() {
    api.given(
      Events.provider("https://one.example/mcp", InjectionPlace.BEARER, null),
      Events.deployment(Fixtures.TENANT, "pdp_1")
    );
    api.given(Events.opened(Fixtures.TENANT, "pdp_1"), Events.grant(Fixtures.TENANT, "pac_ann", "pdp_1", "ann", null));
  }

  @AfterEach
  void tearDown() {
    api.close();
  }

  @Test
  void anExpiredTokenIsRefreshedBeforeTheCall() {
    api.grants().token("pac_ann", 1, 1, past);
    api.grants().refresh(later);
    String call = call(200);
    assertThat(versions()).containsExactly(2L);
    assertThat(JsonPath.<Integer>read(call, "$.credential.version")).isEqualTo(2);
  }

  @Test
  @Tag("promise-6")
  void aRefusedTokenIsRefreshedOnceAndTheCallRepeated() {
    api.grants().token("pac_ann", 1, 1, later);
    api.grants().refresh(later);
    servers.refuse(1L);
    String call = call(200);
    assertThat(versions()).containsExactly(1L, 2L);
    assertThat(JsonPath.<Integer>read(call, "$.credential.version")).isEqualTo(2);
    assertThat(JsonPath.<Integer>read(call, "$.credential.refused_version")).isEqualTo(1);
    assertThat(api.grants().started())
      .singleElement()
      .satisfies(start -> assertThat(start.getTrigger()).isEqualTo(RefreshTrigger.REFUSED));
  }

  @Test
  void aTokenWithoutExpiryIsRefreshedWhenTheProviderRefusesIt() {
    api.grants().token("pac_ann", 1, 1, null);
    api.grants().refresh(later);
    servers.refuse(1L);
    call(200);
    assertThat(versions()).containsExactly(1L, 2L);
  }

  @Test
  void aRefreshedTokenThatIsRefusedAsWellIsReported() {
    api.grants().token("pac_ann", 1, 1, later);
    api.grants().refresh(later);
    servers.refuse(1L, 2L);
    assertThat(JsonPath.<String>read(call(502), "$.code")).isEqualTo("provider_refused_credential");
    assertThat(versions()).containsExactly(1L, 2L);
    assertThat(api.grants().started()).hasSize(1);
  }

  @Test
  void aRefusedTokenOfAUserWhoMustReconnectIsReported() {
    api.grants().broken("pac_ann", 1, 1, later);
    servers.refuse(1L);
    String error = call(400);
    assertThat(JsonPath.<String>read(error, "$.code")).isEqualTo("authentication_required");
    assertThat(JsonPath.<String>read(error, "$.hint")).contains("/provider-setup-sessions");
    assertThat(versions()).containsExactly(1L);
  }

  @Test
  void aSessionIsCreatedWithoutARefresh() {
    api.grants().token("pac_ann", 1, 1, past);
    session();
    assertThat(api.grants().started()).isEmpty();
  }

  private List<Long> versions() {
    return servers
      .targets()
      .stream()
      .map(target -> target.resolved().credentialVersion())
      .toList();
  }

  private String session() {
    String body = post("/sessions", "{'user':'ann','providers':[{'provider_deployment_id':'pdp_1'}]}", 200);
    return JsonPath.read(body, "$.id");
  }

  private String call(int status) {
    String session = session();
    String tools = send(client.get().uri("/sessions/" + session), 200);
    String tag = JsonPath.read(tools, "$.providers[0].tag");
    return post(
      "/tool-calls",
      "{'session_id':'" + session + "','tool_id':'search_" + tag + "','input':{'q':'x'}}",
      status
    );
  }

  private String post(String path, String body, int status) {
    return send(
      client.post().uri(path).contentType(MediaType.APPLICATION_JSON).bodyValue(body.replace('\'', '"')),
      status
    );
  }

  private static String send(WebTestClient.RequestHeadersSpec<?> request, int status) {
    byte[] body = request.exchange().expectStatus().isEqualTo(status).expectBody().returnResult().getResponseBody();
    return body == null ? "" : new String(body, StandardCharsets.UTF_8);
  }
}
