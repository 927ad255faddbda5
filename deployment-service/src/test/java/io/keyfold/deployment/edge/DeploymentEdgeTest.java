package io.keyfold.deployment.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DeploymentEdgeTest {

  private final EdgeApp app = new EdgeApp();

  @Test
  void theQuickStartCallCreatesADeployment() {
    JsonNode made = post("{\"name\":\"Acme Corp Slack\",\"provider_id\":\"prv_slack\"}");
    assertThat(made.propertyNames()).containsExactly(
      "object",
      "id",
      "status",
      "is_default",
      "name",
      "description",
      "metadata",
      "tool_filter",
      "provider_id",
      "locked_version",
      "credentials",
      "limits",
      "default_config",
      "created_at",
      "updated_at"
    );
    assertThat(made.get("id").stringValue()).startsWith("pdp_");
    assertThat(made.get("tool_filter")).hasToString("{\"type\":\"allow_all\",\"ignore_parent_filters\":false}");
    assertThat(made.get("metadata").isNull()).isTrue();
    app
      .acme()
      .get()
      .uri("/provider-deployments/{id}", made.get("id").stringValue())
      .exchange()
      .expectStatus()
      .isOk()
      .expectHeader()
      .valueEquals("ETag", "\"v1\"")
      .expectBody(JsonNode.class)
      .isEqualTo(made);
  }

  @Test
  @Tag("promise-8")
  void opaqueFieldsAreReturnedUnchanged() {
    JsonNode made = post(
      "{\"provider_id\":\"prv_exa\",\"metadata\":{\"customerId\":1.50,\"b\":{\"C_d\":[null]}}," +
        "\"toolFilters\":{\"type\":\"tool_keys\",\"keys\":[\"web_search_exa\"]}}"
    );
    app
      .acme()
      .get()
      .uri("/provider-deployments/{id}", Call.id(made))
      .exchange()
      .expectBody(String.class)
      .value(text -> assertThat(text).contains("{\"customerId\":1.50,\"b\":{\"C_d\":[null]}}"));
    assertThat(made.at("/tool_filter/filters/0/keys/0").stringValue()).isEqualTo("web_search_exa");
  }

  @Test
  void whoseCredentialsAreUsedCanBeSetAndChanged() {
    JsonNode made = post("{\"provider_id\":\"prv_exa\"}");
    assertThat(made.get("credentials").stringValue()).isEqualTo("user_preferred");
    String id = Call.id(made);
    assertThat(patch(id, "{\"credentials\":\"user_required\"}")).isEqualTo("user_required");
    assertThat(patch(id, "{\"name\":\"Acme\"}")).isEqualTo("user_required");
    assertThat(patch(id, "{\"credentials\":null}")).isEqualTo("user_preferred");
    assertThat(
      post("{\"provider_id\":\"prv_exa\",\"credentials\":\"shared\"}").get("credentials").stringValue()
    ).isEqualTo("shared");
  }

  @Test
  void limitsCanBeSetReplacedAndRemoved() {
    JsonNode made = post("{'provider_id':'prv_exa','limits':{'call_timeout_seconds':5,'max_concurrent_calls':2}}");
    assertThat(made.get("limits")).hasToString(
      "{\"call_timeout_seconds\":5,\"longest_call_seconds\":null,\"max_concurrent_calls\":2}"
    );
    String id = Call.id(made);
    assertThat(patch(id, "{'name':'Acme'}", null, 200).get("limits")).isEqualTo(made.get("limits"));
    assertThat(patch(id, "{'limits':{'longest_call_seconds':60}}", null, 200).get("limits")).hasToString(
      "{\"call_timeout_seconds\":null,\"longest_call_seconds\":60,\"max_concurrent_calls\":null}"
    );
    assertThat(patch(id, "{'limits':{}}", null, 200).get("limits").isNull()).isTrue();
    patch(id, "{'limits':{'longest_call_seconds':60}}", null, 200);
    assertThat(patch(id, "{'limits':null}", null, 200).get("limits").isNull()).isTrue();
    assertThat(post("{'provider_id':'prv_exa'}").get("limits").isNull()).isTrue();
    JsonNode error = patch(id, "{'limits':{'call_timeout_seconds':61,'longest_call_seconds':60}}", null, 400);
    assertThat(error.at("/errors/0/path")).hasToString("[\"limits\",\"longest_call_seconds\"]");
  }

  private String patch(String id, String body) {
    return Call.patch(app.acme(), "/provider-deployments/" + id, body, 200)
      .get("credentials")
      .stringValue();
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "{\"provider_id\":\"prv_nowhere\"} | 404 | not_found | ",
      "{} | 400 | invalid_data | provider_id",
      "{\"provider_id\":\"prv_exa\",\"provider_config\":{\"value\":{}}} | 400 | invalid_data | provider_config",
      "{\"provider_id\":\"prv_exa\",\"provider_config_id\":\"pcf_1\"} | 400 | invalid_data | provider_config_id",
      "{\"provider_id\":\"prv_exa\",\"locked_provider_version_id\":\"pvr_x\"} | 404 | not_found | ",
      "{\"provider_id\":\"prv_exa\",\"tool_filters\":[{\"type\":\"tool_regex\",\"pattern\":\"(\"}]} | 400 | invalid_data | pattern",
      "{\"provider_id\":\"prv_exa\",\"credentials\":\"any\"} | 400 | invalid_data | credentials",
      "{\"provider_id\":\"prv_exa\",\"limits\":{\"call_timeout_seconds\":0}} | 400 | invalid_data | call_timeout_seconds",
      "{\"provider_id\":\"prv_exa\",\"limits\":{\"call_timeout_seconds\":601}} | 400 | invalid_data | call_timeout_seconds",
      "{\"provider_id\":\"prv_exa\",\"limits\":{\"longest_call_seconds\":3601}} | 400 | invalid_data | longest_call_seconds",
      "{\"provider_id\":\"prv_exa\",\"limits\":{\"max_concurrent_calls\":10001}} | 400 | invalid_data | max_concurrent_calls",
      "{\"provider_id\":\"prv_exa\",\"limits\":{\"max_concurrent_calls\":1.5}} | 400 | invalid_data | max_concurrent_calls",
      "{\"provider_id\":\"prv_exa\",\"limits\":{\"retries\":1}} | 400 | invalid_data | retries",
      "{\"provider_id\":\"prv_exa\",\"limits\":{\"call_timeout_seconds\":60,\"longest_call_seconds\":59}} | 400 | invalid_data | longest_call_seconds",
      "{\"provider_id\":\"prv_exa\",\"colour\":1} | 400 | invalid_data | colour",
    }
  )
  void invalidRequestsAreRejectedWithTheField(String body, int status, String code, @Nullable String field) {
    JsonNode error = Call.send(app.acme().post().uri("/provider-deployments"), body, status);
    assertThat(error.get("code").stringValue()).isEqualTo(code);
    if (field != null) {
      assertThat(error.at("/errors/0/path").toString()).contains(field);
    }
  }

  @Test
  void onlyAVersionOfTheSameProviderCanBePinned() {
    String exa = version("prv_exa");
    JsonNode made = post("{\"provider_id\":\"prv_exa\",\"locked_provider_version_id\":\"" + exa + "\"}");
    assertThat(made.at("/locked_version/id").stringValue()).isEqualTo(exa);
    assertThat(made.at("/locked_version/is_current").booleanValue()).isTrue();
    JsonNode error = Call.send(
      app.acme().post().uri("/provider-deployments"),
      "{\"provider_id\":\"prv_slack\",\"locked_provider_version_id\":\"" + exa + "\"}",
      400
    );
    assertThat(error.get("code").stringValue()).isEqualTo("provider_mismatch");
  }

  @Test
  void aPatchChangesSubmittedFieldsAndClearsNullFields() {
    String id = Call.id(
      post(
        "{\"provider_id\":\"prv_exa\",\"name\":\"A\",\"description\":\"D\",\"metadata\":{\"a\":1},\"tool_filters\":{\"type\":\"tool_keys\",\"keys\":[]}}"
      )
    );
    JsonNode changed = patch(id, "{\"name\":\"B\",\"metadata\":null,\"tool_filters\":null}", null, 200);
    assertThat(changed.get("name").stringValue()).isEqualTo("B");
    assertThat(changed.get("description").stringValue()).isEqualTo("D");
    assertThat(changed.get("metadata").isNull()).isTrue();
    assertThat(changed.at("/tool_filter/type").stringValue()).isEqualTo("allow_all");
  }

  @Test
  void ifMatchGuardsAChange() {
    String id = Call.id(post("{\"provider_id\":\"prv_exa\"}"));
    patch(id, "{\"name\":\"A\"}", "\"v1\"", 200);
    assertThat(patch(id, "{\"name\":\"B\"}", "\"v1\"", 412).get("code").stringValue()).isEqualTo("precondition_failed");
    assertThat(patch(id, "{\"name\":\"B\"}", "\"v9\"", 412).get("code").stringValue()).isEqualTo("precondition_failed");
    patch(id, "{\"name\":\"B\"}", "\"v2\"", 200);
  }

  @Test
  void deleteArchivesAndLaterWritesFailWithGone() {
    String id = Call.id(post("{\"provider_id\":\"prv_exa\"}"));
    app
      .acme()
      .delete()
      .uri("/provider-deployments/{id}", id)
      .exchange()
      .expectStatus()
      .isOk()
      .expectBody()
      .jsonPath("$.status")
      .isEqualTo("archived");
    app.acme().delete().uri("/provider-deployments/{id}", id).exchange().expectStatus().isEqualTo(410);
    assertThat(patch(id, "{\"name\":\"B\"}", null, 410).get("code").stringValue()).isEqualTo("gone");
    assertThat(ids("/provider-deployments")).isEmpty();
    assertThat(ids("/provider-deployments?status=archived")).containsExactly(id);
  }

  @Test
  @Tag("promise-5")
  void anotherTenantsDeploymentIsNotFound() {
    String id = Call.id(post("{\"provider_id\":\"prv_exa\"}"));
    for (String uri : new String[] { id, "pdp_nowhere" }) {
      app
        .globex()
        .get()
        .uri("/provider-deployments/" + uri)
        .exchange()
        .expectStatus()
        .isNotFound();
      app
        .globex()
        .delete()
        .uri("/provider-deployments/" + uri)
        .exchange()
        .expectStatus()
        .isNotFound();
    }
    Call.send(app.globex().patch().uri("/provider-deployments/{id}", id), "{\"name\":\"mine\"}", 404);
    app.globex().get().uri("/provider-deployments").exchange().expectBody().jsonPath("$.items").isEmpty();
  }

  @Test
  void listsAreFiltered() {
    String slack = Call.id(post("{\"provider_id\":\"prv_slack\",\"name\":\"Support desk\"}"));
    String exa = Call.id(post("{\"provider_id\":\"prv_exa\",\"name\":\"Research\"}"));
    assertThat(ids("/provider-deployments")).containsExactlyInAnyOrder(slack, exa);
    assertThat(ids("/provider-deployments?provider_id=prv_exa")).containsExactly(exa);
    assertThat(ids("/provider-deployments?provider_id[0]=prv_exa&provider_id[1]=prv_none")).containsExactly(exa);
    assertThat(ids("/provider-deployments?search=support")).containsExactly(slack);
    assertThat(ids("/provider-deployments?id=" + slack)).containsExactly(slack);
    assertThat(ids("/provider-deployments?provider_version_id=" + version("prv_slack"))).containsExactly(slack);
    assertThat(ids("/provider-deployments?created_at[gt]=2999-01-01T00:00:00.000Z")).isEmpty();
    assertThat(ids("/provider-deployments?updated_at[lt]=2999-01-01T00:00:00.000Z")).hasSize(2);
  }

  @Test
  @Tag("promise-2")
  void aRetryReturnsTheFirstResponse() {
    String body = "{\"provider_id\":\"prv_exa\"}";
    String first = Call.id(
      Call.send(app.acme().post().uri("/provider-deployments").header("Idempotency-Key", "k1"), body, 200)
    );
    String again = Call.id(
      Call.send(app.acme().post().uri("/provider-deployments").header("Idempotency-Key", "k1"), body, 200)
    );
    assertThat(again).isEqualTo(first);
    Call.send(
      app.acme().post().uri("/provider-deployments").header("Idempotency-Key", "k1"),
      "{\"provider_id\":\"prv_slack\"}",
      422
    );
    assertThat(ids("/provider-deployments")).containsExactly(first);
  }

  private String version(String provider) {
    return Call.text(Call.get(app.acme(), "/providers/" + provider, 200), "/current_version/id");
  }

  private List<String> ids(String uri) {
    return Call.ids(app.acme(), uri);
  }

  private JsonNode post(String body) {
    return Call.post(app.acme(), "/provider-deployments", body, 200);
  }

  private JsonNode patch(String id, String body, @Nullable String ifMatch, int status) {
    var request = app.acme().patch().uri("/provider-deployments/{id}", id);
    return Call.send(ifMatch == null ? request : request.header("If-Match", ifMatch), body, status);
  }
}
