package io.keyfold.deployment.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class AccessEdgeTest {

  private static final String KEYS = "/organization/api-keys";

  private final EdgeApp app = new EdgeApp();

  @Test
  @Tag("promise-5")
  void aNewTenantsFirstKeyWorksForThatTenant() {
    JsonNode made = Call.post(app.acme(), "/tenants", "{'name':'Initech'}", 200);
    assertThat(Call.id(made)).startsWith("tnt_");
    WebTestClient initech = app.as(Call.text(made, "/api_key/secret"));
    Call.post(initech, "/provider-deployments", "{'provider_id':'prv_exa'}", 200);
    assertThat(Call.ids(initech, "/provider-deployments")).hasSize(1);
    assertThat(Call.ids(app.acme(), "/provider-deployments")).isEmpty();
    assertThat(Call.ids(app.acme(), "/tenants")).contains(Call.id(made), "tnt_acme", "tnt_globex");
    assertThat(Call.text(Call.get(app.acme(), "/tenants/" + Call.id(made), 200), "/name")).isEqualTo("Initech");
    Call.get(initech, "/tenants", 403);
    Call.get(app.acme(), "/tenants/tnt_none", 404);
    Call.get(app.acme(), "/tenants/nonsense", 404);
  }

  @Test
  @Tag("promise-2")
  @Tag("promise-3")
  void aRetryCreatesNoSecondTenantAndReturnsTheSameSecret() {
    JsonNode first = Call.send(app.acme().post().uri("/tenants").header("Idempotency-Key", "t1"), "{'name':'A'}", 200);
    JsonNode again = Call.send(app.acme().post().uri("/tenants").header("Idempotency-Key", "t1"), "{'name':'A'}", 200);
    assertThat(Call.id(again)).isEqualTo(Call.id(first));
    assertThat(Call.text(again, "/api_key/id")).isEqualTo(Call.text(first, "/api_key/id"));
    assertThat(Call.text(again, "/api_key/secret")).isEqualTo(Call.text(first, "/api_key/secret"));
    Call.get(app.as(Call.text(again, "/api_key/secret")), "/providers", 200);
    Call.send(app.acme().post().uri("/tenants").header("Idempotency-Key", "t1"), "{'name':'B'}", 422);
  }

  @Test
  @Tag("promise-2")
  @Tag("promise-3")
  void aRetryCreatesNoSecondKeyAndReturnsTheSameSecret() {
    String body = key("instance_access_token_secret", "");
    JsonNode first = Call.send(app.acme().post().uri(KEYS).header("Idempotency-Key", "k1"), body, 200);
    JsonNode again = Call.send(app.acme().post().uri(KEYS).header("Idempotency-Key", "k1"), body, 200);
    assertThat(again).isEqualTo(first);
    Call.get(app.as(Call.text(again, "/secret")), "/providers", 200);
    JsonNode other = Call.send(app.acme().post().uri(KEYS).header("Idempotency-Key", "k2"), body, 200);
    assertThat(Call.text(other, "/secret")).isNotEqualTo(Call.text(first, "/secret"));
    assertThat(app.events().toString()).doesNotContain(Call.text(first, "/secret"));
    assertThat(
      Call.get(app.acme(), KEYS + "/" + Call.id(first), 200)
        .get("secret")
        .isNull()
    ).isTrue();
  }

  @Test
  @Tag("promise-5")
  void anotherCallersRequestWithTheSameIdempotencyKeyReturnsNoSecret() {
    String body = key("instance_access_token_secret", "");
    JsonNode first = Call.send(app.acme().post().uri(KEYS).header("Idempotency-Key", "k1"), body, 200);
    WebTestClient colleague = app.acmeWith("organization.api_key:write", "instance.provider:read");
    JsonNode same = Call.send(colleague.post().uri(KEYS).header("Idempotency-Key", "k1"), body, 200);
    assertThat(Call.id(same)).isEqualTo(Call.id(first));
    assertThat(same.get("secret").isNull()).isTrue();
    JsonNode stranger = Call.send(app.globex().post().uri(KEYS).header("Idempotency-Key", "k1"), body, 200);
    assertThat(Call.id(stranger)).isNotEqualTo(Call.id(first));
    assertThat(Call.text(stranger, "/secret")).isNotEqualTo(Call.text(first, "/secret"));
  }

  @Test
  @Tag("promise-4")
  void aSecretIsReturnedToItsCreatorOnlyAndIsNotInTheEvents() {
    JsonNode made = Call.post(app.acme(), KEYS, key("instance_access_token_secret", ""), 200);
    String secret = Call.text(made, "/secret");
    assertThat(secret).startsWith("kf_sk_");
    assertThat(Call.text(made, "/secret_redacted")).isEqualTo(
      secret.substring(0, 4) + "..." + secret.substring(secret.length() - 4)
    );
    assertThat(
      Call.get(app.acme(), KEYS + "/" + Call.id(made), 200)
        .get("secret")
        .isNull()
    ).isTrue();
    assertThat(Call.get(app.acme(), KEYS, 200).toString()).doesNotContain(secret);
    assertThat(app.events().toString()).doesNotContain(secret);
    Call.get(app.as(secret), "/providers", 200);
  }

  @Test
  @Tag("promise-3")
  void aRevokedKeyIsRejectedImmediately() {
    JsonNode made = Call.post(app.acme(), KEYS, key("instance_access_token_secret", ""), 200);
    WebTestClient holder = app.as(Call.text(made, "/secret"));
    Call.get(holder, "/providers", 200);
    JsonNode revoked = Call.delete(app.acme(), KEYS + "/" + Call.id(made), 200);
    assertThat(Call.text(revoked, "/status")).isEqualTo("deleted");
    Call.get(holder, "/providers", 401);
    Call.delete(app.acme(), KEYS + "/" + Call.id(made), 410);
    assertThat(Call.ids(app.acme(), KEYS)).containsExactly("apk_tnt_acme");
    assertThat(Call.ids(app.acme(), KEYS + "?status=deleted")).containsExactly(Call.id(made));
  }

  @ParameterizedTest
  @CsvSource({
    "instance_access_token_secret, /provider-deployments, 200",
    "instance_access_token_secret, /organization/api-keys, 403",
    "instance_access_token_publishable, /providers, 200",
    "instance_access_token_publishable, /provider-deployments, 403",
    "organization_management_token, /organization/api-keys, 200",
    "organization_management_token, /tenants, 403",
  })
  void theTypeOfAKeyDeterminesItsScopes(String type, String path, int status) {
    JsonNode made = Call.post(app.acme(), KEYS, key(type, ""), 200);
    assertThat(Call.text(made, "/type")).isEqualTo(type);
    Call.get(app.as(Call.text(made, "/secret")), path, status);
  }

  @Test
  void aKeyCannotGrantScopesThatItDoesNotHave() {
    String scopes = ",'scopes':['organization.api_key:write','instance.provider:read']";
    JsonNode limited = Call.post(app.acme(), KEYS, key("organization_management_token", scopes), 200);
    WebTestClient holder = app.as(Call.text(limited, "/secret"));
    JsonNode refused = Call.post(
      holder,
      KEYS,
      key("instance_access_token_secret", ",'scopes':['instance.provider.auth:write']"),
      403
    );
    assertThat(Call.text(refused, "/message")).contains("instance.provider.auth:write");
    JsonNode below = Call.post(holder, KEYS, key("instance_access_token_secret", ""), 200);
    assertThat(below.get("scopes").toString()).isEqualTo("[\"instance.provider:read\"]");
    Call.post(holder, "/tenants", "{'name':'A'}", 403);
    Call.post(app.acme(), KEYS, key("instance_access_token_secret", ",'scopes':['all']"), 400);
  }

  @Test
  @Tag("promise-5")
  void keysOfOtherTenantsAreNotFound() {
    Call.get(app.globex(), KEYS + "/apk_tnt_acme", 404);
    Call.delete(app.globex(), KEYS + "/apk_tnt_acme", 404);
    assertThat(Call.ids(app.globex(), KEYS)).containsExactly("apk_tnt_globex");
    JsonNode own = Call.post(app.globex(), KEYS, key("organization_management_token", ""), 200);
    WebTestClient noOperator = app.as(Call.text(own, "/secret"));
    Call.post(noOperator, KEYS, key("instance_access_token_secret", ",'instance_id':'tnt_acme'"), 404);
    Call.post(app.acme(), KEYS, key("instance_access_token_secret", ",'instance_id':'tnt_none'"), 404);
    Call.post(app.acme(), KEYS, key("instance_access_token_secret", ",'instance_id':'tnt_platform'"), 404);
  }

  @Test
  void anOperatorCanCreateAKeyForAnyTenant() {
    JsonNode made = Call.post(
      app.acme(),
      KEYS,
      key("instance_access_token_secret", ",'instance_id':'tnt_globex'"),
      200
    );
    assertThat(Call.text(made, "/machine_access/instance_id")).isEqualTo("tnt_globex");
    assertThat(Call.ids(app.globex(), KEYS)).contains(Call.id(made));
  }

  @Test
  void anExpiryTimeInThePastIsRejected() {
    JsonNode error = Call.post(
      app.acme(),
      KEYS,
      key("instance_access_token_secret", ",'expires_at':'2001-01-01T00:00:00.000Z'"),
      400
    );
    assertThat(error.at("/errors/0/path").toString()).isEqualTo("[\"expires_at\"]");
    Call.post(app.acme(), KEYS, key("instance_access_token_secret", ",'expires_at':'2999-01-01T00:00:00.000Z'"), 200);
  }

  private static String key(String type, String more) {
    return "{'type':'" + type + "','name':'A key'" + more + "}";
  }
}
