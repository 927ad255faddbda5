package io.keyfold.authconfig.configs;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.testing.Edge;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

class ConfigControllerTest {

  private static final String PATH = "/provider-configs";

  private final Edge edge = new Edge();

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void aConfigIsValidatedStoredAndShownWithoutItsValue() {
    JsonNode made = create("'provider_deployment_id':'pdp_wiki','name':'Acme','metadata':{'a':1}", "acme", 200);

    assertThat(made.path("object").stringValue()).isEqualTo("provider.config");
    assertThat(made.path("is_default").booleanValue()).isTrue();
    assertThat(made.path("provider_id").stringValue()).isEqualTo("prv_wiki");
    assertThat(made.at("/deployment/id").stringValue()).isEqualTo("pdp_wiki");
    assertThat(made.has("value")).isFalse();
    assertThat(get("/" + id(made), 200)).isEqualTo(made);

    JsonNode next = create("'provider_deployment_id':'pdp_wiki'", "other", 200);
    assertThat(next.path("is_default").booleanValue()).isTrue();
    assertThat(
      get("/" + id(made), 200)
        .path("is_default")
        .booleanValue()
    ).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "{} | value.workspace | required",
      "{'workspace':''} | value.workspace | too_short",
      "{'workspace':7} | value.workspace | type",
      "{'workspace':'a','other':1} | value.other | unknown_field",
      "{'workspace':'evil.example.org/x'} | value.workspace | format",
      "{'workspace':'..'} | value.workspace | format",
    }
  )
  @Tag("promise-4")
  void aValueThatCannotBeUsedIsRejectedWithItsPath(String value, String path, String code) {
    JsonNode error = edge.send(HttpMethod.POST, PATH, "{'provider_id':'prv_wiki','value':" + value + "}", 400);
    assertThat(error.at("/errors/0/code").stringValue()).isEqualTo(code);
    List<String> at = error.at("/errors/0/path").valueStream().map(JsonNode::stringValue).toList();
    assertThat(String.join(".", at)).isEqualTo(path);
  }

  @Test
  void aProviderWithoutSettingsHasNoConfigs() {
    edge.send(HttpMethod.POST, PATH, "{'provider_id':'prv_exa','value':{}}", 400);
    edge.send(HttpMethod.POST, PATH, "{'value':{}}", 400);
    edge.send(HttpMethod.POST, PATH, "{'provider_id':'prv_none','value':{}}", 404);
    edge.send(HttpMethod.POST, PATH, "{'provider_id':'prv_exa','provider_deployment_id':'pdp_wiki','value':{}}", 400);
  }

  @Test
  @Tag("promise-5")
  void anotherTenantDoesNotSeeIt() {
    String id = id(create("'provider_id':'prv_wiki'", "acme", 200));
    edge.send("tnt_other", HttpMethod.GET, PATH + "/" + id, "", 404);
    edge.send("tnt_other", HttpMethod.PATCH, PATH + "/" + id, "{'name':'x'}", 404);
    edge.send("tnt_other", HttpMethod.DELETE, PATH + "/" + id, "", 404);
    assertThat(edge.send("tnt_other", HttpMethod.GET, PATH, "", 200).path("items")).isEmpty();
  }

  @Test
  void aConfigIsChangedAndArchived() {
    String id = id(create("'provider_deployment_id':'pdp_wiki'", "acme", 200));
    JsonNode changed = edge.send(
      HttpMethod.PATCH,
      PATH + "/" + id,
      "{'name':'New','tool_filters':{'type':'tool_keys','keys':['a']}}",
      200
    );
    assertThat(changed.path("name").stringValue()).isEqualTo("New");
    assertThat(changed.at("/tool_filter/type").stringValue()).isEqualTo("filter");
    edge.send(HttpMethod.PATCH, PATH + "/" + id, "{'value':{'workspace':'b'}}", 400);

    assertThat(
      edge
        .send(HttpMethod.DELETE, PATH + "/" + id, "", 200)
        .path("status")
        .stringValue()
    ).isEqualTo("archived");
    edge.send(HttpMethod.DELETE, PATH + "/" + id, "", 410);
    edge.send(HttpMethod.PATCH, PATH + "/" + id, "{'name':'x'}", 410);
  }

  @Test
  void configsAreFiltered() {
    String bound = id(create("'provider_deployment_id':'pdp_wiki'", "acme", 200));
    String users = id(create("'provider_deployment_id':'pdp_wiki','user':'ann'", "acme", 200));
    String free = id(create("'provider_id':'prv_wiki','name':'Spare'", "acme", 200));

    assertThat(ids("")).containsExactlyInAnyOrder(bound, users, free);
    assertThat(ids("?user=ann")).containsExactly(users);
    assertThat(ids("?identity_id=ann")).containsExactly(users);
    assertThat(ids("?provider_deployment_id=pdp_wiki")).containsExactlyInAnyOrder(bound, users);
    assertThat(ids("?available_for_provider_deployment_id=pdp_wiki")).hasSize(3);
    assertThat(ids("?available_for_provider_deployment_id=pdp_exa")).isEmpty();
    assertThat(ids("?search=spare")).containsExactly(free);
    assertThat(ids("?status=archived")).isEmpty();
  }

  @Test
  void theSchemaIsFoundByProviderDeploymentOrConfig() {
    String config = id(create("'provider_id':'prv_wiki'", "acme", 200));
    JsonNode schema = schema("provider_id=prv_wiki", 200);
    assertThat(schema.path("object").stringValue()).isEqualTo("provider.capabilities.config.schema");
    assertThat(schema.at("/schema/schema/properties/workspace/title").stringValue()).isEqualTo("Workspace");
    assertThat(schema("provider_deployment_id=pdp_wiki", 200)).isEqualTo(schema);
    assertThat(schema("provider_config_id=" + config, 200)).isEqualTo(schema);
    assertThat(schema("provider_id=prv_exa", 200).path("schema").isNull()).isTrue();
    schema("provider_id=prv_none", 404);
    schema("", 400);
  }

  private JsonNode create(String fields, String workspace, int status) {
    return edge.send(HttpMethod.POST, PATH, "{" + fields + ",'value':{'workspace':'" + workspace + "'}}", status);
  }

  private JsonNode get(String path, int status) {
    return edge.send(HttpMethod.GET, PATH + path, "", status);
  }

  private JsonNode schema(String query, int status) {
    return edge.send(HttpMethod.GET, "/provider-config-schema?" + query, "", status);
  }

  private List<String> ids(String query) {
    return get(query, 200).path("items").valueStream().map(ConfigControllerTest::id).toList();
  }

  private static String id(JsonNode node) {
    return node.path("id").stringValue();
  }
}
