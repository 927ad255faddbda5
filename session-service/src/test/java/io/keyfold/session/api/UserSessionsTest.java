package io.keyfold.session.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.FakeMcpServers;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.SessionApi;
import io.keyfold.usage.UsageRecorded;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.RequestHeadersSpec;

/** Sessions that act for a user, over HTTP. */
class UserSessionsTest {

  private final SessionApi api = new SessionApi(new FakeMcpServers());
  private final WebTestClient client = api.client(SessionApi.KEY);

  @BeforeEach
  void given() {
    api.given(
      Events.provider("https://one.example/mcp", InjectionPlace.BEARER, null),
      Events.deployment(Fixtures.TENANT, "pdp_1")
    );
    api.given(
      Events.opened(Fixtures.TENANT, "pdp_1"),
      Events.authConfig(Fixtures.TENANT, "pac_app", "pdp_1", CredentialKind.OAUTH_APP),
      grant("pac_ann", "ann", null),
      grant("pac_bob", "bob", null)
    );
    api.grants().token("pac_ann", 1, 1, null);
    api.grants().token("pac_bob", 1, 1, null);
    api.grants().token("pac_ann", 1, 1, null);
    api.grants().token("pac_bob", 1, 1, null);
  }

  @AfterEach
  void tearDown() {
    api.close();
  }

  @Test
  void aSessionShowsItsUserAndTheUsersCredential() {
    String body = create("{'user':'ann','providers':[{'provider_deployment_id':'pdp_1'}]}", 200);
    assertThat(text(body, "$.user")).isEqualTo("ann");
    assertThat(text(body, "$.identity_id")).isEqualTo("ann");
    assertThat(text(body, "$.providers[0].auth_config.id")).isEqualTo("pac_ann");
    String alias = create("{'identity_id':'bob','providers':[{'provider_deployment_id':'pdp_1'}]}", 200);
    assertThat(text(alias, "$.user")).isEqualTo("bob");
    assertThat(text(alias, "$.providers[0].auth_config.id")).isEqualTo("pac_bob");
  }

  @Test
  void sessionsAreListedByUser() {
    String id = id(create("{'user':'a@b.example/1','providers':[{'provider_deployment_id':'pdp_1'}]}", 200));
    create("{'user':'bob','providers':[{'provider_deployment_id':'pdp_1'}]}", 200);
    for (String filter : List.of("user", "identity_id")) {
      String list = ok(client.get().uri("/sessions?" + filter + "={user}", "a@b.example/1"));
      assertThat(JsonPath.<List<String>>read(list, "$.items[*].id")).containsExactly(id);
    }
  }

  @Test
  void theUserIsCheckedAndCannotBeChanged() {
    create("{'user':'','providers':[]}", 400);
    create("{'user':'" + "x".repeat(201) + "','providers':[]}", 400);
    create("{'user':'a\\nb','providers':[]}", 400);
    create("{'user':'ann','identity_id':'bob','providers':[]}", 400);
    String id = id(create("{'user':'ann','providers':[]}", 200));
    send(client.patch().uri("/sessions/" + id), "{'user':'bob'}", 400);
  }

  @Test
  @Tag("promise-5")
  void anotherUsersCredentialCannotBeNamed() {
    String body = create(
      "{'user':'ann','providers':[{'provider_deployment_id':'pdp_1','provider_auth_config_id':'pac_bob'}]}",
      404
    );
    assertThat(body).doesNotContain("bob'", "another");
    create("{'user':'ann','providers':[{'provider_auth_config_id':'pac_bob'}]}", 404);
    create("{'providers':[{'provider_deployment_id':'pdp_1','provider_auth_config_id':'pac_bob'}]}", 404);
  }

  @Test
  void ofSeveralCredentialsOneIsNamedByItsLabel() {
    api.given(grant("pac_work", "eve", "work"), grant("pac_home", "eve", "home"));
    String refused = create("{'user':'eve','providers':[{'provider_deployment_id':'pdp_1'}]}", 400);
    assertThat(text(refused, "$.code")).isEqualTo(ErrorCode.AMBIGUOUS.wire());
    String entry = "{'provider_deployment_id':'pdp_1','provider_auth_config_label':'home'}";
    String body = create("{'user':'eve','providers':[" + entry + "]}", 200);
    assertThat(text(body, "$.providers[0].auth_config.id")).isEqualTo("pac_home");
    assertThat(text(body, "$.providers[0].provider_auth_config_label")).isEqualTo("home");
    create("{'providers':[" + entry + "]}", 400);
  }

  @Test
  void aProviderThatIsAddedLaterServesTheSessionsUser() {
    String session = id(create("{'user':'ann','providers':[]}", 200));
    String added = send(
      client.post().uri("/session-providers"),
      "{'session_id':'" + session + "','provider_deployment_id':'pdp_1'}",
      200
    );
    assertThat(text(added, "$.auth_config.id")).isEqualTo("pac_ann");
  }

  @Test
  void aUserWithoutCredentialIsToldHowToConnect() {
    String session = create("{'user':'eve','providers':[{'provider_deployment_id':'pdp_1'}]}", 200);
    assertThat(JsonPath.<Object>read(session, "$.providers[0].auth_config")).isNull();
    String refused = send(
      client.post().uri("/credential-resolutions"),
      "{'session_id':'" + id(session) + "','provider_deployment_id':'pdp_1'}",
      400
    );
    assertThat(text(refused, "$.code")).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED.wire());
    assertThat(text(refused, "$.hint")).contains("POST /provider-setup-sessions", "pdp_1");
  }

  @Test
  void aResolutionForAUserSaysWhichCredentialAndWhyAndIsRecordedForTheUser() {
    String body = send(
      client.post().uri("/credential-resolutions"),
      "{'provider_deployment_id':'pdp_1','user':'bob'}",
      200
    );
    assertThat(text(body, "$.auth_config_id")).isEqualTo("pac_bob");
    assertThat(text(body, "$.reason")).isEqualTo("user_of_deployment");
    assertThat(text(body, "$.user")).isEqualTo("bob");
    assertThat(api.spool().records())
      .singleElement()
      .isInstanceOfSatisfying(UsageRecorded.class, record -> assertThat(record.getUser()).isEqualTo("bob"));
  }

  @Test
  void aSessionDecidesTheUserOfItsResolutions() {
    String session = id(create("{'user':'ann','providers':[{'provider_deployment_id':'pdp_1'}]}", 200));
    String of = "{'session_id':'" + session + "','provider_deployment_id':'pdp_1','user':'";
    assertThat(
      text(send(client.post().uri("/credential-resolutions"), of + "ann'}", 200), "$.auth_config_id")
    ).isEqualTo("pac_ann");
    send(client.post().uri("/credential-resolutions"), of + "bob'}", 400);
  }

  private static AuthConfigEvent grant(String id, String user, @Nullable String label) {
    return Events.grant(Fixtures.TENANT, id, "pdp_1", user, label);
  }

  private String create(String json, int status) {
    return send(client.post().uri("/sessions"), json, status);
  }

  private static String send(WebTestClient.RequestBodySpec request, String json, int status) {
    return body(request.contentType(MediaType.APPLICATION_JSON).bodyValue(json.replace('\'', '"')), status);
  }

  private static String ok(RequestHeadersSpec<?> request) {
    return body(request, 200);
  }

  private static String body(RequestHeadersSpec<?> request, int status) {
    return Objects.requireNonNull(
      request.exchange().expectStatus().isEqualTo(status).expectBody(String.class).returnResult().getResponseBody()
    );
  }

  private static String id(String body) {
    return text(body, "$.id");
  }

  private static String text(String body, String path) {
    return JsonPath.read(body, path);
  }
}
