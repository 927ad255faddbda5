package io.keyfold.authconfig.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.testing.Edge;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

class TransferControllersTest {

  private static final String IMPORTS = "/provider-auth-config-imports";
  private static final String EXPORTS = "/provider-auth-config-exports";
  private static final String TOKENS =
    "'value':{'access_token':'canary-a','refresh_token':'canary-r','expires_at':'2027-01-02T03:04:05Z','scope':'a b'}";

  private final Edge edge = new Edge();

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  @Tag("promise-4")
  void importedTokensBecomeAGrantAndAreNotShown() {
    JsonNode imported = importTokens("'provider_id':'prv_slack','user':'ann'", 200);
    assertThat(imported.path("object").stringValue()).isEqualTo("provider.auth_import");
    assertThat(imported.at("/auth_config/type").stringValue()).isEqualTo("oauth_automated");
    assertThat(imported.at("/auth_config/user").stringValue()).isEqualTo("ann");
    assertThat(imported.path("expires_at").stringValue()).startsWith("2027-01-02T03:04:05");
    assertThat(imported.toString() + edge.log().events()).doesNotContain("canary");
    assertThat(get(IMPORTS + "/" + id(imported), 200)).isEqualTo(imported);
  }

  @Test
  void anExportReturnsWhatWasImportedOnce() {
    String config = importTokens("'provider_id':'prv_slack','user':'ann'", 200).at("/auth_config/id").stringValue();
    JsonNode exported = export(config, 200);
    assertThat(exported.at("/value/access_token").stringValue()).isEqualTo("canary-a");
    assertThat(exported.at("/value/refresh_token").stringValue()).isEqualTo("canary-r");
    assertThat(exported.at("/value/scope").stringValue()).isEqualTo("a b");
    assertThat(
      get(EXPORTS + "/" + id(exported), 200)
        .path("value")
        .isNull()
    ).isTrue();
    assertThat(
      get(EXPORTS + "?provider_auth_config_id=" + config, 200)
        .at("/items/0/value")
        .isNull()
    ).isTrue();
  }

  @Test
  void anImportIntoAGrantKeepsItsId() {
    String config = importTokens("'provider_id':'prv_slack','user':'ann'", 200).at("/auth_config/id").stringValue();
    JsonNode again = edge.send(
      HttpMethod.POST,
      IMPORTS,
      "{'note':'n','provider_auth_config_id':'" + config + "','value':{'access_token':'second'}}",
      200
    );
    assertThat(again.at("/auth_config/id").stringValue()).isEqualTo(config);
    assertThat(export(config, 200).at("/value/access_token").stringValue()).isEqualTo("second");
  }

  @Test
  void aTypedKeyIsImportedReplacedAndExported() {
    JsonNode first = edge.send(
      HttpMethod.POST,
      IMPORTS,
      "{'note':'n','provider_deployment_id':'pdp_exa','provider_auth_method_id':'pam_exa_key','value':{'token':'one'}}",
      200
    );
    String config = first.at("/auth_config/id").stringValue();
    assertThat(first.at("/auth_config/type").stringValue()).isEqualTo("manual");
    edge.send(
      HttpMethod.POST,
      IMPORTS,
      "{'note':'n','provider_auth_config_id':'" + config + "','value':{'token':'two'}}",
      200
    );
    assertThat(export(config, 200).at("/value/token").stringValue()).isEqualTo("two");
  }

  @Test
  void importsThatDoNotFitAreRejected() {
    assertThat(importTokens("'name':'x'", 400).path("code").stringValue()).isEqualTo("provider_required");
    importTokens("'provider_auth_config_id':'pac_none'", 404);
    String config = importTokens("'provider_id':'prv_slack','user':'ann'", 200).at("/auth_config/id").stringValue();
    importTokens("'provider_auth_config_id':'" + config + "','user':'bob'", 400);
    assertThat(
      importTokens("'provider_auth_config_id':'" + config + "','provider_id':'prv_exa'", 400)
        .path("code")
        .stringValue()
    ).isEqualTo("provider_mismatch");
    edge.send(HttpMethod.DELETE, "/provider-auth-configs/" + config, "", 200);
    importTokens("'provider_auth_config_id':'" + config + "'", 410);
    export(config, 410);
  }

  @Test
  @Tag("promise-5")
  void aSecondGrantOfOneUserNeedsALabel() {
    importTokens("'provider_id':'prv_slack','user':'ann'", 200);
    importTokens("'provider_id':'prv_slack','user':'ann'", 409);
    importTokens("'provider_id':'prv_slack','user':'ann','label':'private'", 200);
  }

  /** As when the key is erased between the lookup of the grant and the sealing. */
  @Test
  void anImportReplacesAKeyThatIsErased() {
    String config = importTokens("'provider_id':'prv_slack','user':'ann'", 200).at("/auth_config/id").stringValue();
    edge
      .dataKeys()
      .ids()
      .forEach(key -> edge.dataKeys().erase(key).block());
    importTokens("'provider_auth_config_id':'" + config + "'", 200);
    assertThat(export(config, 200).at("/value/access_token").stringValue()).isEqualTo("canary-a");
    assertThat(export(config, 200).at("/value/refresh_token").stringValue()).isEqualTo("canary-r");
  }

  @Test
  @Tag("promise-4")
  void aRejectedImportLeavesNothingThatOpens() {
    importTokens("'provider_id':'prv_slack','user':'ann'", 200);
    Set<String> before = edge.dataKeys().ids();
    importTokens("'provider_id':'prv_slack','user':'ann'", 409);
    assertThat(edge.dataKeys().ids()).isEqualTo(before);
  }

  @Test
  @Tag("promise-5")
  void anotherTenantExportsNothing() {
    String config = importTokens("'provider_id':'prv_slack'", 200).at("/auth_config/id").stringValue();
    edge.send("tnt_other", HttpMethod.POST, EXPORTS, "{'note':'n','provider_auth_config_id':'" + config + "'}", 404);
  }

  private JsonNode importTokens(String fields, int status) {
    return edge.send(HttpMethod.POST, IMPORTS, "{'note':'moved'," + fields + "," + TOKENS + "}", status);
  }

  private JsonNode export(String config, int status) {
    return edge.send(HttpMethod.POST, EXPORTS, "{'note':'leaving','provider_auth_config_id':'" + config + "'}", status);
  }

  private JsonNode get(String path, int status) {
    return edge.send(HttpMethod.GET, path, "", status);
  }

  private static String id(JsonNode body) {
    return body.path("id").stringValue();
  }
}
