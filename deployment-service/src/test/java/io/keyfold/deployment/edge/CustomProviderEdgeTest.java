package io.keyfold.deployment.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class CustomProviderEdgeTest {

  private static final String BODY =
    "{'name':'My Server!','mcp_url':'https://mcp.example.com/mcp','metadata':{'teamId':7}," +
    "'auth_methods':[{'key':'api_key','type':'token','injections':[{'place':'header','name':'x-api-key','property':'api_key'}]}]," +
    "'tools':[{'key':'echo','read_only':true}]}";

  private final EdgeApp app = new EdgeApp();

  @Test
  void aTenantsOwnProviderCanBeDeployedByThatTenant() {
    JsonNode made = Call.post(app.acme(), "/custom-providers", BODY, 200);
    String id = Call.id(made);
    assertThat(id).startsWith("prv_");
    assertThat(Call.text(made, "/slug")).startsWith("my-server-");
    assertThat(made.get("metadata")).hasToString("{\"teamId\":7}");
    assertThat(Call.text(made, "/auth_methods/0/id")).isEqualTo("pam_" + id.substring(4) + "_api_key");
    assertThat(made.at("/auth_methods/0/input_schema/required").toString()).isEqualTo("[\"api_key\"]");
    assertThat(Call.get(app.acme(), "/custom-providers/" + id, 200)).isEqualTo(made);
    assertThat(Call.ids(app.acme(), "/custom-providers")).containsExactly(id);
    assertThat(Call.text(Call.get(app.acme(), "/providers/" + id, 200), "/access")).isEqualTo("tenant");
    assertThat(Call.ids(app.acme(), "/providers?limit=100")).contains(id, "prv_exa").isSorted();
    Call.get(app.acme(), "/provider-auth-methods/pam_" + id.substring(4) + "_api_key", 200);
    Call.post(app.acme(), "/provider-deployments", "{'provider_id':'" + id + "'}", 200);
  }

  @Test
  void aProviderCanHaveLimits() {
    String wiki = "{'name':'Wiki','mcp_url':'https://wiki.example.com/mcp'";
    JsonNode made = Call.post(
      app.acme(),
      "/custom-providers",
      wiki + ",'limits':{'call_timeout_seconds':120,'longest_call_seconds':1800,'max_concurrent_calls':5}}",
      200
    );
    assertThat(made.get("limits")).hasToString(
      "{\"call_timeout_seconds\":120,\"longest_call_seconds\":1800,\"max_concurrent_calls\":5}"
    );
    String version = Call.text(made, "/current_version/id");
    assertThat(
      Call.get(app.acme(), "/provider-specifications/psp_" + version.substring(4), 200).get("limits")
    ).isEqualTo(made.get("limits"));

    String uri = "/custom-providers/" + Call.id(made);
    assertThat(Call.patch(app.acme(), uri, "{'name':'Wikis'}", 200).get("limits")).isEqualTo(made.get("limits"));
    Call.patch(app.acme(), uri, "{'limits':{'call_timeout_seconds':2,'longest_call_seconds':1}}", 400);
    assertThat(Call.patch(app.acme(), uri, "{'limits':null}", 200).get("limits").isNull()).isTrue();
    Call.post(app.acme(), "/custom-providers", wiki + ",'limits':{'max_concurrent_calls':0}}", 400);
  }

  @Test
  void aProviderCanHaveSettingsInItsUrl() {
    JsonNode made = Call.post(
      app.acme(),
      "/custom-providers",
      "{'name':'Wiki','mcp_url':'https://{site}.wiki.example.com/{space}/mcp','config_schema':{'type':'object'," +
        "'properties':{'site':{'type':'string','title':'Site'},'space':{'type':'string'}}}}",
      200
    );
    assertThat(Call.text(made, "/mcp_url")).isEqualTo("https://{site}.wiki.example.com/{space}/mcp");
    assertThat(made.at("/config_schema/required").toString()).isEqualTo("[\"site\",\"space\"]");
    assertThat(made.at("/config_schema/additionalProperties").asBoolean()).isFalse();
    String version = Call.text(made, "/current_version/id");
    assertThat(
      Call.get(app.acme(), "/provider-specifications/psp_" + version.substring(4), 200).get("config_schema")
    ).isEqualTo(made.get("config_schema"));

    String uri = "/custom-providers/" + Call.id(made);
    Call.patch(app.acme(), uri, "{'config_schema':null}", 400);
    Call.patch(app.acme(), uri, "{'mcp_url':'https://wiki.example.com/mcp'}", 400);
    JsonNode plain = Call.patch(
      app.acme(),
      uri,
      "{'config_schema':null,'mcp_url':'https://wiki.example.com/mcp'}",
      200
    );
    assertThat(plain.get("config_schema").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "https://{site}/mcp | {'site':{'type':'string'}} | mcp_url",
      "https://{site}.com/mcp | {'site':{'type':'string'}} | mcp_url",
      "https://{user}@example.com/mcp | {'user':{'type':'string'}} | mcp_url",
      "https://example.com:{port}/mcp | {'port':{'type':'integer'}} | mcp_url",
      "{base}/mcp | {'base':{'type':'string'}} | mcp_url",
      "https://example.com/{other}/mcp | {'site':{'type':'string'}} | mcp_url",
      "https://example.com/mcp | {'site':{'type':'string'}} | config_schema.properties.site",
      "https://example.com/{site} | {'site':{'type':'object'}} | config_schema.properties.site",
      "https://example.com/{site} | {'site':{'type':'string','secret':true}} | config_schema.properties.site",
      "https://example.com/{site} | {'site':{'type':'string','pattern':'(a+)+'}} | config_schema",
      "https://example.com/mcp | {} | config_schema",
      "https://{site}.local/mcp | {'site':{'type':'string'}} | mcp_url",
    }
  )
  @Tag("promise-4")
  void aSettingThatCouldRedirectCredentialsIsRejected(String url, String properties, String path) {
    JsonNode error = Call.post(
      app.acme(),
      "/custom-providers",
      "{'name':'Wiki','mcp_url':'" + url + "','config_schema':{'type':'object','properties':" + properties + "}}",
      400
    );
    assertThat(
      error
        .get("errors")
        .valueStream()
        .map(one -> one.get("path").valueStream().map(JsonNode::stringValue))
    )
      .map(parts -> String.join(".", parts.toList()))
      .contains(path);
  }

  @Test
  void anAuthorizationServerIsNotDiscoveredAtATemplate() {
    JsonNode error = Call.post(
      app.acme(),
      "/custom-providers",
      "{'name':'Wiki','mcp_url':'https://example.com/{site}','auth_methods':[{'key':'oauth','type':'oauth','oauth':{}}]," +
        "'config_schema':{'type':'object','properties':{'site':{'type':'string'}}}}",
      400
    );
    assertThat(Call.text(error, "/errors/0/path/0")).isEqualTo("mcp_url");
  }

  @Test
  @Tag("promise-5")
  void anotherTenantsProviderIsNotFound() {
    JsonNode made = Call.post(app.acme(), "/custom-providers", BODY, 200);
    String id = Call.id(made);
    String version = Call.text(made, "/current_version/id");
    Call.get(app.globex(), "/custom-providers/" + id, 404);
    Call.patch(app.globex(), "/custom-providers/" + id, "{'name':'Mine'}", 404);
    Call.get(app.globex(), "/providers/" + id, 404);
    Call.get(app.globex(), "/provider-versions/" + version, 404);
    Call.get(app.globex(), "/provider-specifications/psp_" + version.substring(4), 404);
    Call.get(app.globex(), "/provider-auth-methods/pam_" + id.substring(4) + "_api_key", 404);
    Call.get(app.globex(), "/provider-tools/pto_" + id.substring(4) + "_echo", 404);
    assertThat(Call.ids(app.globex(), "/provider-auth-methods?provider_version_id=" + version)).isEmpty();
    assertThat(Call.ids(app.globex(), "/provider-tools?provider_version_id=" + version)).isEmpty();
    assertThat(Call.ids(app.globex(), "/provider-versions?provider_id=" + id)).isEmpty();
    assertThat(Call.ids(app.globex(), "/providers?limit=100")).doesNotContain(id);
    assertThat(Call.ids(app.globex(), "/custom-providers")).isEmpty();
    JsonNode error = Call.post(app.globex(), "/provider-deployments", "{'provider_id':'" + id + "'}", 404);
    JsonNode none = Call.post(app.globex(), "/provider-deployments", "{'provider_id':'prv_none'}", 404);
    assertThat(Call.text(error, "/message")).isEqualTo(Call.text(none, "/message"));
  }

  @Test
  void aShippedProviderIsNotACustomProvider() {
    Call.get(app.acme(), "/custom-providers/prv_exa", 404);
    Call.patch(app.acme(), "/custom-providers/prv_exa", "{'mcp_url':'https://evil.example.com'}", 404);
  }

  @Test
  void aPatchCreatesANewVersionAndKeepsTheOldOne() {
    JsonNode made = Call.post(app.acme(), "/custom-providers", BODY, 200);
    String uri = "/custom-providers/" + Call.id(made);
    JsonNode changed = Call.patch(app.acme(), uri, "{'mcp_url':'https://other.example.com/mcp'}", 200);
    assertThat(Call.text(changed, "/mcp_url")).isEqualTo("https://other.example.com/mcp");
    assertThat(changed.get("auth_methods")).isEqualTo(made.get("auth_methods"));
    assertThat(changed.get("tools")).isEqualTo(made.get("tools"));
    String old = Call.text(made, "/current_version/id");
    String current = Call.text(changed, "/current_version/id");
    assertThat(current).isNotEqualTo(old);
    assertThat(
      Call.get(app.acme(), "/provider-versions/" + old, 200)
        .get("is_current")
        .booleanValue()
    ).isFalse();
    assertThat(
      Call.get(app.acme(), "/provider-versions/" + current, 200)
        .get("is_current")
        .booleanValue()
    ).isTrue();
    JsonNode cleared = Call.patch(app.acme(), uri, "{'auth_methods':null,'tools':[],'metadata':null}", 200);
    assertThat(cleared.get("auth_methods")).isEmpty();
    assertThat(cleared.get("metadata").isNull()).isTrue();
    assertThat(Call.text(cleared, "/current_version/version")).isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "{'mcp_url':'https://other.example.com/mcp'}",
      "{'mcp_url':'https://mcp.example.com/mcp/other'}",
      "{'mcp_url':'https://mcp.example.com/mcp?tenant=other'}",
      "{'mcp_url':'https://MCP.example.com:443/mcp'}",
      "{'mcp_url':'https://mcp.example.com:8443/mcp'}",
      "{'auth_methods':[{'key':'api_key','type':'token','injections':[{'place':'query','name':'x-api-key','property':'api_key'}]}]}",
      "{'auth_methods':[{'key':'api_key','type':'token','check':{'url':'https://other.example.com/me'},'injections':[{'place':'header','name':'x-api-key','property':'api_key'}]}]}",
      "{'auth_methods':[]}",
    }
  )
  @Tag("promise-4")
  void changingTheCredentialRouteRequiresTheAuthScope(String change) {
    String uri = "/custom-providers/" + Call.id(Call.post(app.acme(), "/custom-providers", BODY, 200));
    JsonNode error = Call.patch(app.acmeWith("instance.provider:write"), uri, change, 403);
    assertThat(Call.text(error, "/message")).contains("instance.provider.auth:write");
    Call.patch(app.acmeWith("instance.provider:write", "instance.provider.auth:write"), uri, change, 200);
  }

  @Test
  @Tag("promise-4")
  void pinningAVersionWithAnotherCredentialRouteRequiresTheAuthScope() {
    JsonNode made = Call.post(app.acme(), "/custom-providers", BODY, 200);
    String old = Call.text(made, "/current_version/id");
    String uri = "/custom-providers/" + Call.id(made);
    String same = Call.text(Call.patch(app.acme(), uri, "{'name':'B'}", 200), "/current_version/id");
    Call.patch(app.acme(), uri, "{'name':'B','mcp_url':'https://mcp.example.com/other'}", 200);
    String locked = "{'provider_id':'" + Call.id(made) + "','locked_provider_version_id':'" + old + "'}";
    WebTestClient limited = app.acmeWith("instance.provider.deployment:write");

    assertThat(Call.text(Call.post(limited, "/provider-deployments", locked, 403), "/message")).contains(
      "instance.provider.auth:write"
    );
    String free = Call.post(limited, "/provider-deployments", "{'provider_id':'" + Call.id(made) + "'}", 200)
      .get("id")
      .stringValue();
    Call.patch(limited, "/provider-deployments/" + free, "{'locked_provider_version_id':'" + old + "'}", 403);
    String deployment = Call.id(Call.post(app.acme(), "/provider-deployments", locked, 200));
    Call.patch(limited, "/provider-deployments/" + deployment, "{'locked_provider_version_id':null}", 403);
    Call.patch(limited, "/provider-deployments/" + deployment, "{'locked_provider_version_id':'" + same + "'}", 200);
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "{'name':'Renamed','tools':[],'metadata':null}",
      "{'mcp_url':'https://mcp.example.com/mcp'}",
      "{'auth_methods':[{'key':'api_key','type':'token','name':'Renamed','injections':[{'place':'header','name':'x-api-key','property':'api_key'}]}]}",
    }
  )
  @Tag("promise-4")
  void otherChangesRequireOnlyTheProviderScope(String change) {
    String uri = "/custom-providers/" + Call.id(Call.post(app.acme(), "/custom-providers", BODY, 200));
    Call.patch(app.acmeWith("instance.provider:write"), uri, change, 200);
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "http://mcp.example.com/mcp",
      "https://127.0.0.1:8080/mcp",
      "https://localhost/mcp",
      "https://169.254.169.254/latest",
      "https://[::1]/",
      "https://inside.example.com/mcp",
      "ftp://example.com",
      "https://user:secret@example.com/",
    }
  )
  @Tag("promise-4")
  void aPlainHttpOrPrivateUrlIsRejected(String url) {
    for (JsonNode error : List.of(
      Call.post(app.acme(), "/custom-providers", "{'name':'a','mcp_url':'" + url + "'}", 400),
      Call.patch(
        app.acme(),
        "/custom-providers/" + Call.id(Call.post(app.acme(), "/custom-providers", BODY, 200)),
        "{'mcp_url':'" + url + "'}",
        400
      )
    )) {
      assertThat(error.at("/errors/0/path").toString()).isEqualTo("[\"mcp_url\"]");
      assertThat(error.toString()).doesNotContain("secret");
    }
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    quoteCharacter = '`',
    value = {
      "{'key':'k','type':'token'} | injections",
      "{'key':'k','type':'oauth'} | oauth",
      "{'key':'K!','type':'token'} | key",
      "{'key':'k','type':'magic'} | type",
      "{'key':'k','type':'token','injections':[{'place':'header','property':'a'}]} | name",
      "{'key':'k','type':'token','injections':[{'place':'header','name':'Mcp-Session-Id','property':'a'}]} | name",
      "{'key':'k','type':'token','injections':[{'place':'header','name':'a b','property':'a'}]} | name",
      "{'key':'k','type':'token','injections':[{'place':'bearer','name':'x','property':'a'}]} | name",
      "{'key':'k','type':'token','injections':[{'place':'bearer','property':'a','prefix':'ü'}]} | prefix",
      "{'key':'k','type':'token','input_schema':{'type':'object'},'injections':[{'place':'bearer','property':'a'}]} | property",
      "{'key':'k','type':'token','input_schema':{'type':'object','properties':{'a':{'type':'string','pattern':'(a+)+$'}}},'injections':[{'place':'bearer','property':'a'}]} | input_schema",
      "{'key':'k','type':'custom','input_schema':{'type':'object','properties':{'a':{'type':'object'}}},'injections':[{'place':'header','name':'x','property':'a'}]} | property",
      "{'key':'k','type':'custom','input_schema':{'type':'object','properties':{'a':{'type':'array'}}},'injections':[{'place':'header','name':'x','property':'a'}]} | property",
      "{'key':'k','type':'custom','input_schema':{'type':'object','properties':{'a':{'type':['string','array']}}},'injections':[{'place':'header','name':'x','property':'a'}]} | property",
      "{'key':'k','type':'custom','input_schema':{'type':'object','properties':{'a':{}}},'injections':[{'place':'header','name':'x','property':'a'}]} | property",
      "{'key':'k','type':'custom','input_schema':{'type':'object','properties':{'a':true}},'injections':[{'place':'header','name':'x','property':'a'}]} | property",
      "{'key':'k','type':'custom','input_schema':{'type':'object','properties':{'a':{'enum':['b',{}]}}},'injections':[{'place':'header','name':'x','property':'a'}]} | property",
      "{'key':'k','type':'custom','input_schema':{'type':'object','properties':{'a':{'anyOf':[{'type':'string'},{'type':'object'}]}}},'injections':[{'place':'header','name':'x','property':'a'}]} | property",
      "{'key':'k','type':'custom','input_schema':{'type':'object','properties':{'a':{'type':'string'}}},'output_schema':{'type':'object','properties':{'b':{'type':'string'}}},'injections':[{'place':'header','name':'x','property':'a'}]} | property",
      "{'key':'k','type':'custom','input_schema':{'type':'object','properties':{'b':{'type':'string'}}},'output_schema':{'type':'object','properties':{'a':{'type':'string'}}},'injections':[{'place':'header','name':'x','property':'a'}]} | property",
      "{'key':'k','type':'token','input_schema':{'type':'object','properties':{'a':{'type':'string','secret':'no'}}},'injections':[{'place':'bearer','property':'a'}]} | input_schema",
      "{'key':'k','type':'token','input_schema':{'$ref':'http://x'},'injections':[{'place':'bearer','property':'a'}]} | input_schema",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com','token_url':'https://10.0.0.1/'}} | token_url",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'http://a.example.com','token_url':'https://a.example.com'}} | authorization_url",
      "{'key':'k','type':'oauth','oauth':{'token_url':'https://a.example.com'}} | authorization_url",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com'}} | token_url",
      "{'key':'k','type':'oauth','oauth':{'grant_type':'client_credentials'}} | token_url",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','grant_type':'client_credentials'}} | authorization_url",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','grant_type':'password'}} | grant_type",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','revocation_url':'https://10.0.0.1/'}} | revocation_url",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','userinfo_url':'http://a.example.com'}} | userinfo_url",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','issuer':'http://a.example.com'}} | issuer",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','response_issuer':true}} | issuer",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','pkce':'plain'}} | pkce",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','resource':'mcp'}} | resource",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','client_auth':'tls_client_auth'}} | client_auth",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','scope_parameter':'state'}} | scope_parameter",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','scope_separator':';'}} | scope_separator",
      "{'key':'k','type':'oauth','scopes':[{'scope':'a'}],'oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','default_scopes':['a','b']}} | default_scopes",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','authorization_parameters':{'redirect_uri':'https://evil.example.com'}}} | redirect_uri",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','authorization_parameters':{'a b':'c'}}} | authorization_parameters",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','token_pointer':'authed_user'}} | token_pointer",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','default_expires_in':0}} | default_expires_in",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','refresh_tokens':'sometimes'}} | refresh_tokens",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','refresh_tokens':'none','refresh_idle_lifetime':60}} | refresh_idle_lifetime",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','revocation_url':'https://a.example.com/r','revocation_call':{'method':'POST','url':'https://a.example.com/r','auth':'bearer'}}} | revocation_call",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','revocation_call':{'method':'POST','url':'https://localhost/{client_id}','auth':'bearer'}}} | url",
      "{'key':'k','type':'oauth','oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token','revocation_call':{'method':'POST','url':'https://a.example.com/{client_id}'}}} | body",
      "{'key':'k','type':'oauth','check':{'url':'https://a.example.com/me'},'oauth':{'authorization_url':'https://a.example.com/authorize','token_url':'https://a.example.com/token'}} | check",
      "{'key':'k','type':'token','check':{'url':'https://10.0.0.1/me'},'injections':[{'place':'bearer','property':'a'}]} | url",
      "{'key':'k','type':'token','check':{'method':'PUT','url':'https://a.example.com/me'},'injections':[{'place':'bearer','property':'a'}]} | method",
    }
  )
  void anUnusableMethodIsRejectedWithTheField(String method, String field) {
    String body = "{'name':'a','mcp_url':'https://mcp.example.com','auth_methods':[" + method + "]}";
    String uri = "/custom-providers/" + Call.id(Call.post(app.acme(), "/custom-providers", BODY, 200));
    for (JsonNode error : List.of(
      Call.post(app.acme(), "/custom-providers", body, 400),
      Call.patch(app.acme(), uri, "{'auth_methods':[" + method + "]}", 400)
    )) {
      assertThat(error.get("errors").toString())
        .contains("\"auth_methods\",\"0\"")
        .contains("\"" + field + "\"");
    }
  }

  @Test
  void anAuthorizationServerCanBeLeftToDiscovery() {
    String method = "{'key':'app','type':'oauth','scopes':[{'scope':'read'}],'oauth':{'default_scopes':['read']}}";
    String body = "{'name':'a','mcp_url':'https://mcp.example.com','auth_methods':[" + method + "]}";

    JsonNode made = Call.post(app.acme(), "/custom-providers", body, 200);

    assertThat(made.at("/auth_methods/0/oauth/token_url").isNull()).isTrue();
    assertThat(made.at("/auth_methods/0/oauth/authorization_url").isNull()).isTrue();
    assertThat(Call.get(app.acme(), "/custom-providers/" + Call.id(made), 200)).isEqualTo(made);
  }

  @Test
  void aVendorsOAuthBehaviourIsStoredAndShownWithItsDefaults() {
    String method =
      "{'key':'app','type':'oauth','scopes':[{'scope':'read'}],'oauth':{'authorization_url':'https://a.example.com/authorize'," +
      "'token_url':'https://a.example.com/token','pkce':'none','client_auth':'client_secret_post','scope_separator':','," +
      "'default_scopes':['read'],'authorization_parameters':{'prompt':'consent','access_type':'offline'}," +
      "'ok_pointer':'/ok','error_codes':{'gone':'invalid_grant'},'token_pointer':'/authed_user','refresh_tokens':'constant'," +
      "'refresh_idle_lifetime':3600,'revocation_call':{'method':'DELETE','url':'https://a.example.com/{client_id}/token'," +
      "'auth':'client_basic','body':'json','token_field':'access_token','expected_status':204}}}";
    String body = "{'name':'a','mcp_url':'https://mcp.example.com','auth_methods':[" + method + "]}";
    JsonNode made = Call.post(app.acme(), "/custom-providers", body, 200);

    JsonNode oauth = made.at("/auth_methods/0/oauth");
    assertThat(Call.get(app.acme(), "/custom-providers/" + Call.id(made), 200)).isEqualTo(made);
    assertThat(Call.text(oauth, "/error_codes/gone")).isEqualTo("invalid_grant");
    assertThat(Call.text(oauth, "/grant_type")).isEqualTo("authorization_code");
    assertThat(Call.text(oauth, "/pkce")).isEqualTo("none");
    assertThat(Call.text(oauth, "/scope_parameter")).isEqualTo("scope");
    assertThat(Call.text(oauth, "/authorization_parameters/access_type")).isEqualTo("offline");
    assertThat(Call.text(oauth, "/revocation_call/auth")).isEqualTo("client_basic");
    assertThat(oauth.at("/revocation_call/expected_status").intValue()).isEqualTo(204);
    assertThat(oauth.at("/refresh_idle_lifetime").longValue()).isEqualTo(3600);
    assertThat(oauth.get("issuer").isNull()).isTrue();
  }

  @Test
  void aTooLargeToolSchemaIsRejectedWithTheField() {
    String id = Call.id(Call.post(app.acme(), "/custom-providers", BODY, 200));
    String tools = "'tools':[{'key':'a'},{'key':'b','input_schema':{'title':'" + "x".repeat(65_536) + "'}}]";
    for (JsonNode error : List.of(
      Call.post(app.acme(), "/custom-providers", "{'name':'a','mcp_url':'https://mcp.example.com'," + tools + "}", 400),
      Call.patch(app.acme(), "/custom-providers/" + id, "{" + tools + "}", 400)
    )) {
      assertThat(error.at("/errors/0/path").toString()).isEqualTo("[\"tools\",\"1\",\"input_schema\"]");
      assertThat(Call.text(error, "/errors/0/message")).contains("65536");
    }
  }

  @Test
  void aPropertyMayHaveTheNameOfASchemaKeyword() {
    String schema =
      "{'type':'object','properties':{'pattern':{'type':'string'},'secret':{'type':'string','secret':false}}}";
    String method =
      "{'key':'k','type':'custom','input_schema':" +
      schema +
      ",'injections':[{'place':'query','name':'p','property':'pattern'}]}";
    Call.post(
      app.acme(),
      "/custom-providers",
      "{'name':'a','mcp_url':'https://mcp.example.com','auth_methods':[" + method + "]}",
      200
    );
  }
}
