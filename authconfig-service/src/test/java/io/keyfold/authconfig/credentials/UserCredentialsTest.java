package io.keyfold.authconfig.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.commands.ConnectGrant;
import io.keyfold.authconfig.commands.CreateApp;
import io.keyfold.authconfig.commands.StartRefresh;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.testing.GivenGrant;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.schema.Account;
import io.keyfold.schema.Event;
import io.keyfold.schema.GrantSource;
import io.keyfold.schema.RefreshResult;
import io.keyfold.schema.TokenSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.RequestHeadersSpec;
import tools.jackson.databind.JsonNode;

/** Auth configs of users, and users, over HTTP. */
class UserCredentialsTest {

  private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Slice.class);
  private final WebTestClient client = WebTestClient.bindToApplicationContext(context).build();

  @AfterEach
  void stop() {
    context.close();
  }

  @Test
  void aTypedKeyCanBelongToAUser() {
    JsonNode body = create("'user':'ann@acme.example','label':'work'", 200);
    assertThat(body.path("user").stringValue()).isEqualTo("ann@acme.example");
    assertThat(body.path("identity_id").stringValue()).isEqualTo("ann@acme.example");
    assertThat(body.path("label").stringValue()).isEqualTo("work");
    assertThat(body.path("connection_status").stringValue()).isEqualTo("connected");
    assertThat(body.path("source").stringValue()).isEqualTo("manual");
    assertThat(body.path("grant").isNull()).isTrue();
    assertThat(create("'identity_id':'bob'", 200).path("user").stringValue()).isEqualTo("bob");
    assertThat(create("'name':'shared'", 200).path("user").isNull()).isTrue();
  }

  @Test
  void fieldsThatContradictEachOtherAreRejected() {
    assertThat(create("'label':'work'", 400).path("code").stringValue()).isEqualTo("invalid_data");
    assertThat(create("'user':'ann','identity_id':'bob'", 400).path("code").stringValue()).isEqualTo("invalid_data");
    create("'user':'ann'", 200);
    assertThat(create("'user':'ann'", 409).path("code").stringValue()).isEqualTo("conflict");
    String isDefault = "{'provider_auth_method_id':'pam_exa_key','is_default':true,'user':'ann','value':{'token':'a'}}";
    assertThat(send("/provider-auth-configs", isDefault, 400).path("code").stringValue()).isEqualTo(
      "invalid_default_auth_config"
    );
  }

  @Test
  void authConfigsAreListedByUserAndLabel() {
    String work = id(create("'user':'a/b','label':'work'", 200));
    String home = id(create("'user':'a/b','label':'home'", 200));
    create("'user':'a','label':'work'", 200);
    create("'name':'shared'", 200);
    List<String> both = ids("user={u}", "a/b");
    assertThat(both).containsExactlyInAnyOrder(work, home);
    assertThat(ids("identity_id={u}", "a/b")).isEqualTo(both);
    assertThat(ids("user={u}&label=home", "a/b")).containsExactly(home);
    assertThat(ids("user={u}&limit=1&after=" + both.getFirst(), "a/b")).containsExactly(both.getLast());
    assertThat(ids("user={u}", "nobody")).isEmpty();
    assertThat(ids("label=work", "")).hasSize(2);
  }

  @Test
  void aGrantShowsItsConsent() {
    app("par_1");
    TokenSet tokens = GivenGrant.tokens("one")
      .setIssuer("https://slack.example")
      .setAccount(new Account("U1", "ann@slack"))
      .setScopesRequested(List.of("chat:write", "users:read"))
      .setScopesGranted(List.of("chat:write"))
      .build();
    log()
      .append(
        ConnectGrant.newBuilder(GivenGrant.connect("pac_9", tokens))
          .setSource(GrantSource.SETUP_SESSION)
          .setSetupSessionId("pss_1")
          .setLabel("work")
          .build()
      )
      .block();

    JsonNode body = get("/provider-auth-configs/pac_9");

    assertThat(body.path("type").stringValue()).isEqualTo("oauth_automated");
    assertThat(body.path("source").stringValue()).isEqualTo("setup_session");
    assertThat(body.path("setup_session_id").stringValue()).isEqualTo("pss_1");
    assertThat(body.at("/credentials/id").stringValue()).isEqualTo("par_1");
    assertThat(body.at("/grant/account/name").stringValue()).isEqualTo("ann@slack");
    assertThat(body.at("/grant/issuer").stringValue()).isEqualTo("https://slack.example");
    assertThat(body.at("/grant/provider_auth_credentials_version").longValue()).isEqualTo(1);
    assertThat(body.at("/grant/scopes_missing/0").stringValue()).isEqualTo("users:read");
    assertThat(body.at("/warnings/0/code").stringValue()).isEqualTo("scopes_missing");
    assertThat(ids("provider_auth_credentials_id=par_1", "")).containsExactly("pac_9");
  }

  @Test
  void aBrokenGrantSaysWhyAndIsFound() {
    log().append(GivenGrant.connect("pac_9")).block();
    create("'user':'ann'", 200);
    StartRefresh start = GivenGrant.start("pac_9", 1);
    log().append(start).block();
    String attempt = start.getMeta().getCommandId().toString();
    log()
      .append(GivenGrant.failed("pac_9", attempt, RefreshResult.REJECTED, "invalid_grant"))
      .block();

    JsonNode body = get("/provider-auth-configs/pac_9");

    assertThat(body.path("connection_status").stringValue()).isEqualTo("needs_reconnect");
    assertThat(body.path("connection_reason").stringValue()).isEqualTo("invalid_grant");
    assertThat(ids("connection_status=needs_reconnect", "")).containsExactly("pac_9");
    assertThat(ids("available_for_use=false", "")).containsExactly("pac_9");
  }

  @Test
  void usersAreListedWithTheNumberOfTheirCredentials() {
    create("'user':'ann','label':'work'", 200);
    create("'user':'ann','label':'home'", 200);
    create("'user':'bob@acme.example'", 200);
    create("'name':'shared'", 200);
    JsonNode list = get("/users");
    assertThat(
      list
        .path("items")
        .valueStream()
        .map(user -> user.path("user").stringValue())
    ).containsExactlyInAnyOrder("ann", "bob@acme.example");
    JsonNode ann = get("/users?user=ann").at("/items/0");
    assertThat(ann.path("object").stringValue()).isEqualTo("user");
    assertThat(ann.path("credentials").intValue()).isEqualTo(2);
    assertThat(get("/users/" + id(ann))).isEqualTo(ann);
    assertThat(get("/users?user=nobody").path("items").isEmpty()).isTrue();
  }

  @Test
  @Tag("promise-3")
  @Tag("promise-5")
  void oneCallErasesAllCredentialsOfAUser() {
    create("'user':'ann/1','label':'work'", 200);
    create("'user':'ann/1','label':'home'", 200);
    String bobs = id(create("'user':'bob'", 200));

    JsonNode body = send("/users/erase", "{'user':'ann/1'}", 200);

    assertThat(body.path("user").stringValue()).isEqualTo("ann/1");
    assertThat(body.path("complete").booleanValue()).isTrue();
    assertThat(ids("user={u}", "ann/1")).isEmpty();
    assertThat(ids("user={u}&status=archived", "ann/1")).hasSize(2);
    assertThat(ids("user={u}", "bob")).containsExactly(bobs);
    assertThat(
      get("/users/" + id(body))
        .path("credentials")
        .intValue()
    ).isZero();
    assertThat(send("/users/erase", "{'user':'ann/1'}", 200).path("complete").booleanValue()).isTrue();
  }

  @Test
  @Tag("promise-5")
  void anUnknownUserOrOneOfAnotherTenantIsNotFoundAndNotEchoed() {
    create("'user':'ann'", 200);
    JsonNode error = send("/users/erase", "{'user':'nobody@acme.example'}", 404);
    assertThat(error.toString()).doesNotContain("nobody");
    body(
      client
        .post()
        .uri("/users/erase")
        .header("x-tenant", "tnt_other")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"user\":\"ann\"}"),
      404
    );
    assertThat(ids("user={u}", "ann")).hasSize(1);
  }

  private void app(String id) {
    log()
      .append(
        CreateApp.newBuilder()
          .setMeta(Given.meta(id, null))
          .setProviderId("prv_slack")
          .setAuthMethodId("pam_slack_oauth")
          .setClientId("client")
          .setValue(Given.sealed("secret"))
          .build()
      )
      .block();
  }

  @SuppressWarnings("unchecked")
  private InMemoryLog<AuthConfigCommand, Event> log() {
    return (InMemoryLog<AuthConfigCommand, Event>) context.getBean("log", InMemoryLog.class);
  }

  private JsonNode create(String fields, int status) {
    return send(
      "/provider-auth-configs",
      "{'provider_auth_method_id':'pam_exa_key','provider_deployment_id':'pdp_exa','value':{'token':'a'}," +
        fields +
        "}",
      status
    );
  }

  private JsonNode send(String path, String json, int status) {
    return body(
      client.post().uri(path).contentType(MediaType.APPLICATION_JSON).bodyValue(json.replace('\'', '"')),
      status
    );
  }

  private JsonNode get(String path) {
    return body(client.get().uri(path), 200);
  }

  private List<String> ids(String query, String user) {
    String path = "/provider-auth-configs?" + query;
    JsonNode list = body(query.contains("{u}") ? client.get().uri(path, user) : client.get().uri(path), 200);
    return list.path("items").valueStream().map(UserCredentialsTest::id).toList();
  }

  private static String id(JsonNode body) {
    return body.path("id").stringValue();
  }

  private static JsonNode body(RequestHeadersSpec<?> request, int status) {
    @Nullable
    JsonNode body = request
      .exchange()
      .expectStatus()
      .isEqualTo(status)
      .expectBody(JsonNode.class)
      .returnResult()
      .getResponseBody();
    return Objects.requireNonNull(body);
  }
}
