package io.keyfold.authconfig.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.ConnectGrant;
import io.keyfold.authconfig.testing.Edge;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.testing.GivenGrant;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.GrantSource;
import io.keyfold.schema.TokenSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

class AppControllerTest {

  private static final String PATH = "/provider-auth-credentials";
  private static final String CANARY = "s3cr3t-canary";

  private final Edge edge = new Edge();

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  @Tag("promise-4")
  void anAppShowsItsRedirectUriAndNeverItsSecret() {
    JsonNode app = create("'provider_id':'prv_slack','name':'Acme'", 200);
    assertThat(app.path("object").stringValue()).isEqualTo("provider.auth_credentials");
    assertThat(app.path("redirect_uri").stringValue()).isEqualTo(
      "https://connect.acme.example/oauth/callback/prv_slack"
    );
    assertThat(app.path("client_id").stringValue()).isEqualTo("client-1");
    assertThat(app.at("/versions/0/status").stringValue()).isEqualTo("current");
    assertThat(app.toString() + edge.log().events()).doesNotContain(CANARY);
    assertThat(get(PATH + "/" + id(app), 200)).isEqualTo(app);
  }

  @Test
  @Tag("promise-5")
  void anotherTenantDoesNotSeeIt() {
    String id = id(create("'provider_id':'prv_slack'", 200));
    edge.send("tnt_other", HttpMethod.GET, PATH + "/" + id, "", 404);
    edge.send("tnt_other", HttpMethod.DELETE, PATH + "/" + id, "", 404);
    assertThat(edge.send("tnt_other", HttpMethod.GET, PATH, "", 200).path("items")).isEmpty();
  }

  @Test
  void anAppNeedsAnOAuthMethodAndOneKindOfSecret() {
    assertThat(create("'provider_id':'prv_exa'", 400).path("code").stringValue()).isEqualTo("invalid_auth_method");
    JsonNode none = edge.send(
      HttpMethod.POST,
      PATH,
      "{'provider_id':'prv_slack','config':{'client_id':'a','scopes':[]}}",
      400
    );
    assertThat(none.at("/errors/0/path").toString()).isEqualTo("[\"config\",\"client_secret\"]");
  }

  @Test
  void aPlatformAppNeedsThePlatformsScope() {
    assertThat(create("'provider_id':'prv_slack','is_managed':true", 403).path("code").stringValue()).isEqualTo(
      "forbidden"
    );
  }

  @Test
  void aRotationKeepsThePreviousVersionForItsGracePeriod() {
    String id = id(create("'provider_id':'prv_slack'", 200));
    JsonNode rotated = edge.send(
      HttpMethod.PATCH,
      PATH + "/" + id,
      "{'client_secret':'second','grace_period':'P7D'}",
      200
    );
    assertThat(rotated.at("/versions/0/version").longValue()).isEqualTo(2);
    assertThat(rotated.at("/versions/1/status").stringValue()).isEqualTo("grace");
    assertThat(rotated.at("/versions/1/usable_until").isNull()).isFalse();
    edge.send(HttpMethod.PATCH, PATH + "/" + id, "{'client_secret':'third','grace_period':'P400D'}", 400);
    edge.send(HttpMethod.PATCH, PATH + "/" + id, "{'grace_period':'P7D'}", 400);
    edge.send(HttpMethod.PATCH, PATH + "/" + id, "{'client_id':'other'}", 400);
  }

  @Test
  void grantsOfAnOldVersionAreListedAndKeepTheAppFromBeingArchived() {
    String id = id(create("'provider_id':'prv_slack'", 200));
    edge
      .log()
      .append(
        ConnectGrant.newBuilder(GivenGrant.connect("pac_1", GivenGrant.tokens("one").setAppId(id).build())).build()
      )
      .block();
    edge.send(HttpMethod.PATCH, PATH + "/" + id, "{'client_secret':'second'}", 200);

    JsonNode grants = get(PATH + "/" + id + "/grants?version=1", 200);
    assertThat(grants.at("/items/0/id").stringValue()).isEqualTo("pac_1");
    assertThat(grants.at("/items/0/outdated").booleanValue()).isTrue();
    assertThat(get(PATH + "/" + id + "/grants?version=2", 200).path("items")).isEmpty();
    JsonNode refused = edge.send(HttpMethod.DELETE, PATH + "/" + id, "", 409);
    assertThat(refused.path("message").stringValue()).contains("pac_1");
    assertThat(
      edge
        .send(HttpMethod.DELETE, PATH + "/" + id + "?force=true", "", 200)
        .path("status")
        .stringValue()
    ).isEqualTo("archived");
    edge.send(HttpMethod.PATCH, PATH + "/" + id, "{'name':'x'}", 410);
  }

  @Test
  @Tag("promise-4")
  void versionsAreRotatedListedRetiredAndRestored() {
    String path = PATH + "/" + id(create("'provider_id':'prv_slack','expires_at':'2026-06-01T00:00:00Z'", 200));
    edge.send(
      HttpMethod.POST,
      path + "/rotate",
      "{'client_secret':'" + CANARY + "','grace_period':'P7D','expires_at':'2026-12-01T00:00:00Z'}",
      200
    );
    connect(path, "pac_1", 1);

    JsonNode versions = get(path + "/versions", 200);
    assertThat(versions.path("items")).hasSize(2);
    assertThat(versions.at("/items/0/object").stringValue()).isEqualTo("provider.auth_credentials.version");
    assertThat(versions.at("/items/0/status").stringValue()).isEqualTo("current");
    assertThat(versions.at("/items/0/expires_at").stringValue()).isEqualTo("2026-12-01T00:00:00.000Z");
    assertThat(versions.at("/items/0/first_used_at").isNull()).isTrue();
    assertThat(versions.at("/items/1/status").stringValue()).isEqualTo("grace");
    assertThat(versions.at("/items/1/first_used_at").isNull()).as("the app obtained tokens").isFalse();
    assertThat(versions.toString() + edge.log().events()).doesNotContain(CANARY);

    JsonNode retired = edge.send(HttpMethod.POST, path + "/versions/1/retire", "", 200);
    assertThat(retired.at("/versions/1/status").stringValue()).isEqualTo("retired");
    edge.send(HttpMethod.POST, path + "/versions/1/restore", "{}", 410);
    edge.send(HttpMethod.POST, path + "/versions/2/retire", "", 409);
    edge.send(HttpMethod.POST, path + "/versions/x/retire", "", 404);

    edge.send(HttpMethod.POST, path + "/rotate", "{'client_secret':'third'}", 200);
    JsonNode restored = edge.send(HttpMethod.POST, path + "/versions/2/restore", "{'grace_period':'PT0S'}", 200);
    assertThat(restored.at("/versions/0/version").longValue()).isEqualTo(4);
    assertThat(restored.at("/versions/0/expires_at").stringValue()).isEqualTo("2026-12-01T00:00:00.000Z");
    assertThat(restored.at("/versions/1/status").stringValue()).isEqualTo("superseded");
  }

  @Test
  void aRotationNeedsOneSecretAndAnExpiryInTheFuture() {
    String path = PATH + "/" + id(create("'provider_id':'prv_slack'", 200));
    edge.send(HttpMethod.POST, path + "/rotate", "{'client_id':'other'}", 400);
    edge.send(HttpMethod.POST, path + "/rotate", "{'client_secret':'a','private_key':{'kty':'EC'}}", 400);
    JsonNode past = edge.send(
      HttpMethod.POST,
      path + "/rotate",
      "{'client_secret':'a','expires_at':'2020-01-01T00:00:00Z'}",
      400
    );
    assertThat(past.at("/errors/0/path").toString()).isEqualTo("[\"expires_at\"]");
    edge.send("tnt_other", HttpMethod.POST, path + "/rotate", "{'client_secret':'a'}", 404);
    edge.send("tnt_other", HttpMethod.GET, path + "/versions", "", 404);
  }

  @Test
  void aVersionOfAnotherClientIdIsNotRetiredUnderItsGrants() {
    String path = PATH + "/" + id(create("'provider_id':'prv_slack'", 200));
    edge.send(HttpMethod.POST, path + "/rotate", "{'client_id':'client-2','client_secret':'second'}", 200);
    connect(path, "pac_1", 1);

    JsonNode refused = edge.send(HttpMethod.POST, path + "/versions/1/retire", "", 409);

    assertThat(refused.path("message").stringValue()).contains("pac_1").contains("force=true");
    edge.send(HttpMethod.POST, path + "/versions/1/retire?force=true", "", 200);
  }

  @Test
  @Tag("promise-5")
  void theDependentsOfAPlatformAppAreCountedInAllTenantsAndNamedInOne() {
    JsonNode managed = edge.sendAsOperator(
      "tnt_acme",
      HttpMethod.POST,
      PATH,
      "{'provider_id':'prv_slack','is_managed':true,'config':{'client_id':'c','client_secret':'s','scopes':[]}}",
      200
    );
    String path = PATH + "/" + id(managed);
    connect(path, "pac_1", 1);
    connectIn("tnt_two", path, "pac_2");
    connectIn("tnt_two", path, "pac_3");
    connectIn("tnt_three", path, "pac_4");

    assertThat(edge.send(HttpMethod.DELETE, path, "", 403).path("code").stringValue()).isEqualTo("forbidden");
    edge.send(HttpMethod.GET, path + "/versions", "", 403);
    JsonNode refused = edge.sendAsOperator("tnt_acme", HttpMethod.DELETE, path, "", 409);

    assertThat(refused.path("message").stringValue())
      .contains("pac_1, and 3 of 2 other tenants")
      .doesNotContain("pac_2", "pac_4", "tnt_");
    assertThat(edge.sendAsOperator("tnt_none", HttpMethod.DELETE, path, "", 409).path("message").stringValue())
      .contains("4 of 3 other tenants")
      .doesNotContain("pac_");
  }

  /** Tokens that the app itself obtained, without a user's consent. */
  private void connect(String path, String grant, long version) {
    append(connection(path, grant).setTokens(tokens(path, version)).build());
  }

  private void connectIn(String tenant, String path, String grant) {
    ConnectGrant.Builder command = connection(path, grant).setTokens(tokens(path, 1));
    append(command.setMeta(CommandMeta.newBuilder(Given.meta(grant, null)).setTenantId(tenant).build()).build());
  }

  private static ConnectGrant.Builder connection(String path, String grant) {
    return ConnectGrant.newBuilder(GivenGrant.connect(grant, tokens(path, 1), "user of " + grant)).setSource(
      GrantSource.CLIENT_CREDENTIALS
    );
  }

  private static TokenSet tokens(String path, long version) {
    return GivenGrant.tokens("one")
      .setAppId(path.substring(path.lastIndexOf('/') + 1))
      .setAppVersion(version)
      .build();
  }

  private void append(ConnectGrant command) {
    edge.log().append(command).block();
  }

  @Test
  void theQuickStartsFormCreatesAnAppOfTheDeployment() {
    JsonNode config = edge.send(
      HttpMethod.POST,
      "/provider-auth-configs",
      "{'provider_auth_method_id':'pam_slack_oauth','provider_deployment_id':'pdp_slack'," +
        "'value':{'client_id':'client-1','client_secret':'" +
        CANARY +
        "'}}",
      200
    );
    JsonNode apps = get(PATH + "?provider_deployment_id=pdp_slack", 200);
    assertThat(apps.path("items")).hasSize(1);
    assertThat(apps.at("/items/0/client_id").stringValue()).isEqualTo("client-1");
    assertThat(config.at("/credentials/id")).isEqualTo(apps.at("/items/0/id"));
    edge.send(HttpMethod.DELETE, "/provider-auth-configs/" + id(config), "", 200);
    assertThat(
      get(PATH + "/" + apps.at("/items/0/id").stringValue(), 200)
        .path("status")
        .stringValue()
    ).isEqualTo("archived");
  }

  @Test
  void deploymentsOfAnotherProviderAreRejected() {
    create("'provider_deployment_id':'pdp_slack'", 200);
    create("'provider_deployment_id':'pdp_old'", 400);
    create("'provider_deployment_id':'pdp_none'", 404);
  }

  private JsonNode create(String fields, int status) {
    String config = "'config':{'client_id':'client-1','client_secret':'" + CANARY + "','scopes':['chat:write']}";
    return edge.send(HttpMethod.POST, PATH, "{" + fields + "," + config + "}", status);
  }

  private JsonNode get(String path, int status) {
    return edge.send(HttpMethod.GET, path, "", status);
  }

  private static String id(JsonNode body) {
    return body.path("id").stringValue();
  }
}
