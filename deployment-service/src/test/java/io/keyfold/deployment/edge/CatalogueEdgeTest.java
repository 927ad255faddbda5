package io.keyfold.deployment.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CatalogueEdgeTest {

  private final EdgeApp app = new EdgeApp();

  @Test
  void providersAreListedAndRead() {
    assertThat(Call.ids(app.acme(), "/providers?limit=100")).contains("prv_slack", "prv_exa").isSorted();
    assertThat(Call.ids(app.acme(), "/providers?search=gMAIL")).containsExactly("prv_google_gmail");
    assertThat(Call.ids(app.acme(), "/providers?id=prv_exa&id=prv_none")).containsExactly("prv_exa");
    JsonNode slack = Call.get(app.acme(), "/providers/prv_slack", 200);
    assertThat(Call.text(slack, "/object")).isEqualTo("provider");
    assertThat(Call.text(slack, "/access")).isEqualTo("public");
    assertThat(Call.text(slack, "/oauth/status")).isEqualTo("enabled");
    assertThat(Call.text(slack, "/publisher/object")).isEqualTo("provider.publisher");
    assertThat(Call.text(Call.get(app.acme(), "/providers/prv_exa", 200), "/oauth/status")).isEqualTo("disabled");
    assertThat(Call.text(Call.get(app.acme(), "/providers/prv_none", 404), "/entity")).isEqualTo("provider");
  }

  @Test
  void methodsToolsAndSpecificationAreListedByVersion() {
    JsonNode current = Call.get(app.acme(), "/providers/prv_slack", 200).get("current_version");
    String version = Call.id(current);
    assertThat(Call.get(app.acme(), "/provider-versions/" + version, 200)).isEqualTo(current);
    assertThat(Call.ids(app.acme(), "/provider-versions?provider_id=prv_slack")).containsExactly(version);
    assertThat(Call.ids(app.acme(), "/provider-auth-methods?provider_version_id=" + version)).containsExactly(
      "pam_slack_oauth",
      "pam_slack_token"
    );
    assertThat(Call.ids(app.acme(), "/provider-tools?provider_version_id=" + version))
      .contains("pto_slack_slack_send_message")
      .isEqualTo(Call.ids(app.acme(), "/providers-tools?provider_version_id=" + version));
    String specification = Call.text(current, "/specification_id");
    JsonNode read = Call.get(app.acme(), "/provider-specifications/" + specification, 200);
    assertThat(Call.text(read, "/auth_methods/0/id")).isEqualTo("pam_slack_oauth");
    assertThat(Call.ids(app.acme(), "/provider-specifications?provider_id=prv_slack")).containsExactly(specification);
    assertThat(Call.ids(app.acme(), "/provider-auth-methods?provider_version_id=pvr_none")).isEmpty();
    Call.get(app.acme(), "/provider-versions/pvr_none", 404);
    Call.get(app.acme(), "/provider-specifications/psp_none", 404);
  }

  @Test
  void anAuthMethodDescribesItsInput() {
    JsonNode oauth = Call.get(app.acme(), "/provider-auth-methods/pam_slack_oauth", 200);
    assertThat(Call.text(oauth, "/object")).isEqualTo("provider.capabilities.auth_method");
    assertThat(Call.text(oauth, "/type")).isEqualTo("oauth");
    assertThat(oauth.at("/input_schema/schema/required").toString()).isEqualTo("[\"client_id\",\"client_secret\"]");
    assertThat(oauth.at("/output_schema/schema/required").toString()).isEqualTo("[\"access_token\"]");
    assertThat(Call.text(oauth, "/scopes/0/object")).isEqualTo("provider.capabilities.auth_method.scope");
    JsonNode key = Call.get(app.acme(), "/provider-auth-methods/pam_exa_api_key", 200);
    assertThat(Call.text(key, "/input_schema/type")).isEqualTo("json_schema");
    assertThat(key.get("output_schema").isNull()).isTrue();
    assertThat(key.get("scopes").isNull()).isTrue();
    for (String id : new String[] { "pam_exa_none", "pam_none_api_key", "pam_", "x" }) {
      Call.get(app.acme(), "/provider-auth-methods/" + id, 404);
    }
  }

  @Test
  void aToolDescribesItsEffects() {
    JsonNode tool = Call.get(app.acme(), "/provider-tools/pto_exa_web_search_exa", 200);
    assertThat(Call.text(tool, "/key")).isEqualTo("web_search_exa");
    assertThat(tool.at("/tags/read_only").booleanValue()).isTrue();
    assertThat(Call.get(app.acme(), "/providers-tools/pto_exa_web_search_exa", 200)).isEqualTo(tool);
    assertThat(Call.ids(app.acme(), "/provider-tools?provider_auth_method_id=pam_exa_api_key")).containsExactly(
      "pto_exa_web_fetch_exa",
      "pto_exa_web_search_exa"
    );
    Call.get(app.acme(), "/provider-tools/pto_exa_none", 404);
  }

  @Test
  void onlyPingNeedsNoAuthentication() {
    Call.get(app.anonymous(), "/ping", 200);
    Call.get(app.anonymous(), "/providers", 401);
  }
}
