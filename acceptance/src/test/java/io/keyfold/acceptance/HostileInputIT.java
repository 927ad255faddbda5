package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.mcp.McpClient;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends malformed input. Every endpoint handles each kind in the same way and never with an internal error. */
@ExtendWith(RunningKeyfold.class)
class HostileInputIT {

  private static final String SECRET = "hostile-input-value";

  /** More digits than a double holds. */
  private static final String NUMBER = "12345678901234567890.123456789";

  private static final List<String> NO_IDS = List.of(
    "%00",
    "a%00b",
    "%0A",
    "%1B",
    "%7F",
    "%C2%85",
    "%FF",
    "%ED%A0%80",
    "a%20b",
    "%2F",
    "%F0%9F%98%80",
    "a".repeat(129)
  );

  private static final List<String> CONTROLS = List.of("\\u0000", "a\\u0000b", "\\u001b", "\\u007f", "\\u0085");

  private final KeyedMcpServer vendor = KeyedMcpServer.start(SECRET);

  @AfterEach
  void close() {
    vendor.close();
  }

  /** Every path that ends in an id, with its methods. */
  private static Map<String, List<String>> pathsWithIds() {
    Map<String, List<String>> paths = new LinkedHashMap<>();
    for (String read : List.of(
      "providers",
      "provider-versions",
      "provider-specifications",
      "provider-auth-methods",
      "provider-tools",
      "providers-tools",
      "tenants",
      "tool-calls"
    )) {
      paths.put("/" + read + "/", List.of("GET"));
    }
    for (String changed : List.of("provider-deployments", "provider-auth-configs", "sessions", "session-providers")) {
      paths.put("/" + changed + "/", List.of("GET", "PATCH", "DELETE"));
    }
    paths.put("/custom-providers/", List.of("GET", "PATCH"));
    paths.put("/organization/api-keys/", List.of("GET", "DELETE"));
    paths.put("/mcp/", List.of("POST", "DELETE"));
    return paths;
  }

  @TestFactory
  Stream<DynamicTest> aPathWithoutTheFormOfAnIdIsNowhere(Keyfold keyfold) {
    Api api = keyfold.newTenant("Acme Corp");
    return pathsWithIds()
      .entrySet()
      .stream()
      .map(path ->
        dynamicTest(path.getKey(), () -> {
          for (String id : NO_IDS) {
            // A cluster's gateway does not forward a NUL.
            int status = id.contains("%00") && keyfold.internals().isEmpty() ? 400 : 404;
            for (String method : path.getValue()) {
              Object body = method.equals("GET") || method.equals("DELETE") ? null : "{}";
              api.send(method, path.getKey() + id, body, Map.of()).expect(status);
            }
            api.send("OPTIONS", path.getKey() + id, null, Map.of()).expect(status);
          }
        })
      );
  }

  @TestFactory
  Stream<DynamicTest> anIdInABodyIsRefusedWithItsPath(Keyfold keyfold) {
    Api api = keyfold.newTenant("Acme Corp");
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put("/provider-deployments provider_id", "{'provider_id':@}");
    bodies.put(
      "/provider-deployments locked_provider_version_id",
      "{'provider_id':'p','locked_provider_version_id':@}"
    );
    bodies.put("/provider-auth-configs provider_auth_method_id", "{'provider_auth_method_id':@,'value':{}}");
    bodies.put(
      "/provider-auth-configs provider_deployment_id",
      "{'provider_auth_method_id':'m','provider_deployment_id':@,'value':{}}"
    );
    bodies.put("/sessions providers.0.provider_deployment_id", "{'providers':[{'provider_deployment_id':@}]}");
    bodies.put("/sessions providers.0.provider_deployment", "{'providers':[{'provider_deployment':@}]}");
    bodies.put("/sessions providers.0.provider_auth_config_id", "{'providers':[{'provider_auth_config_id':@}]}");
    bodies.put("/session-providers session_id", "{'session_id':@,'provider_deployment_id':'p'}");
    bodies.put("/session-providers provider_auth_config", "{'session_id':'s','provider_auth_config':@}");
    bodies.put("/tool-calls session_id", "{'session_id':@,'tool_id':'echo_12345'}");
    bodies.put("/credential-resolutions provider_deployment_id", "{'provider_deployment_id':@}");
    bodies.put("/credential-resolutions session_provider_id", "{'session_provider_id':@}");
    return refusals(api, bodies, CONTROLS, "format");
  }

  @TestFactory
  Stream<DynamicTest> aTextForPeopleHoldsNoControlCharacters(Keyfold keyfold) {
    Api api = keyfold.operator();
    Map<String, String> bodies = new LinkedHashMap<>();
    for (String type : List.of("provider-deployments", "provider-auth-configs", "sessions", "custom-providers")) {
      String rest = switch (type) {
        case "provider-deployments" -> "'provider_id':'prv_exa'";
        case "provider-auth-configs" -> "'provider_auth_method_id':'m','value':{}";
        case "sessions" -> "'providers':[]";
        default -> "'mcp_url':'https://mcp.example.com'";
      };
      String named = type.equals("custom-providers") ? "'name':'n'," : "";
      bodies.put("/" + type + " name", "{" + rest + ",'name':@}");
      bodies.put("/" + type + " description", "{" + named + rest + ",'description':@}");
    }
    bodies.put("/tenants name", "{'name':@}");
    bodies.put("/organization/api-keys name", "{'type':'instance_access_token_secret','name':@}");
    bodies.put("/tool-calls tool_id", "{'session_id':'s','tool_id':@}");
    return refusals(api, bodies, CONTROLS, "format");
  }

  @TestFactory
  Stream<DynamicTest> halfOfASurrogatePairIsRefusedAnywhere(Keyfold keyfold) {
    Api api = keyfold.newTenant("Acme Corp");
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put("/sessions name", "{'providers':[],'name':@}");
    bodies.put("/sessions metadata.a.0", "{'providers':[],'metadata':{'a':[@]}}");
    bodies.put("/tool-calls input.text", "{'session_id':'s','tool_id':'echo_12345','input':{'text':@}}");
    bodies.put("/provider-auth-configs value", "{'provider_auth_method_id':'m','value':{@:1}}");
    return refusals(api, bodies, List.of("\\ud800", "\\udc00\\ud800", "a\\udfff"), "malformed");
  }

  private static Stream<DynamicTest> refusals(Api api, Map<String, String> bodies, List<String> texts, String code) {
    List<DynamicTest> tests = new ArrayList<>();
    bodies.forEach((at, body) ->
      tests.add(
        dynamicTest(at, () -> {
          String[] parts = at.split(" ", -1);
          for (String text : texts) {
            ApiResponse refused = api.post(parts[0], body.replace('\'', '"').replace("@", "\"" + text + "\""));
            JsonNode error = refused.expect(400, "invalid_data").body().path("errors").path(0);
            assertThat(error.path("code").asString()).as(refused.text()).isEqualTo(code);
            assertThat(path(error)).as(refused.text()).isEqualTo(parts[1]);
          }
        })
      )
    );
    return tests.stream();
  }

  @Test
  void aControlCharacterInAQueryIsRejectedWithItsParameter(Keyfold keyfold) {
    Api api = keyfold.newTenant("Acme Corp");
    for (String query : List.of(
      "/provider-deployments?provider_id",
      "/provider-deployments?search",
      "/provider-auth-configs?provider_deployment_id",
      "/sessions?after",
      "/sessions?id",
      "/session-providers?session_id",
      "/tool-calls?tool_id",
      "/usage?provider_deployment_id",
      "/usage?session_id",
      "/costs?currency",
      "/costs/records?tool",
      "/price-lists?kind",
      "/exchange-rates?currency",
      "/exports?dataset",
      "/budgets?user",
      "/audit-events?object_id",
      "/audit-events?type"
    )) {
      for (String value : List.of("%00", "a%00b", "%7F", "%C2%85")) {
        JsonNode error = api
          .get(query + "=" + value)
          .expect(400, "invalid_data")
          .body()
          .path("errors")
          .path(0);
        assertThat(path(error)).isEqualTo(query.substring(query.indexOf('?') + 1));
      }
    }
  }

  /** Header bytes that parsers do not expect. */
  @Test
  void anUnusualHeaderCausesNoInternalError(Keyfold keyfold) {
    Api api = keyfold.newTenant("Acme Corp");
    for (String header : List.of(
      "Idempotency-Key",
      "If-Match",
      "If-None-Match",
      "If-Modified-Since",
      "traceparent",
      "Keyfold-Consistency",
      "Accept",
      "Accept-Language",
      "Content-Language",
      "Last-Event-ID",
      "Origin",
      "Cookie",
      "Range",
      "Mcp-Session-Id"
    )) {
      for (String value : List.of(
        "",
        "\u00ff\u00fe",
        "zz;q=x",
        ",,,",
        "\"v",
        "a".repeat(2000),
        "%00",
        "http://[",
        "image/png"
      )) {
        Map<String, String> headers = Map.of(header, value);
        for (ApiResponse response : List.of(
          api.send("GET", "/sessions", null, headers),
          api.send("GET", "/audit-events", null, headers),
          api.send("GET", "/", null, headers),
          api.send("POST", "/sessions", "{\"providers\":[]}", headers),
          api.send("POST", "/mcp/ses_nobody", "{}", headers)
        )) {
          assertThat(response.status()).as("%s: %s -> %s", header, value, response.text()).isLessThan(500);
        }
      }
    }
  }

  @Test
  @Tag("promise-2")
  void aWriteWhoseResponseCannotBeWrittenHasNoEffect(Keyfold keyfold) {
    Tenant tenant = new Tenant(keyfold.newTenant("Acme Corp"));
    String deployment = tenant.deployment(tenant.provider(vendor));
    tenant.authConfig(deployment, SECRET);
    ApiResponse session = tenant.session(deployment);
    String endpoint = session.text("connection_url");
    String echo = McpClient.connect(endpoint, tenant.api().key()).toolNamed("echo");
    Map<String, Object> call = Tenant.callBody(session.id(), echo, "hello");
    Map<String, Object> message = Map.of("name", echo, "arguments", Map.of("text", "hello"));
    Map<String, Object> rpc = Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/call", "params", message);

    for (String accept : List.of("zz", "*/*;q=x", "image/png", "text/event-stream")) {
      Map<String, String> headers = Map.of("Accept", accept);
      tenant.api().send("POST", "/sessions", Tenant.sessionBody(deployment), headers).expect(406, "not_acceptable");
      tenant.api().send("POST", "/tool-calls", call, headers).expect(406, "not_acceptable");
      tenant
        .api()
        .send("DELETE", "/sessions/" + session.id(), null, headers)
        .expect(406, "not_acceptable");
    }
    tenant
      .api()
      .send("POST", URI.create(endpoint).getRawPath(), rpc, Map.of("Accept", "zz"))
      .expect(406, "not_acceptable");

    assertThat(tenant.api().get("/sessions").expect(200).ids()).containsExactly(session.id());
    assertThat(vendor.bodiesOfCalls()).isEmpty();
  }

  @Test
  @Tag("promise-8")
  void aNumberInMetadataKeepsAllItsDigits(Keyfold keyfold) {
    Api api = keyfold.newTenant("Acme Corp");
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put("/custom-providers", "{'name':'n','mcp_url':'https://mcp.example.com','metadata':{'n':@}}");
    bodies.put("/provider-deployments", "{'provider_id':'prv_exa','metadata':{'n':@}}");
    bodies.put(
      "/provider-auth-configs",
      "{'provider_id':'prv_exa','provider_auth_method_id':'pam_exa_api_key','value':{'api_key':'k'},'metadata':{'n':@}}"
    );
    bodies.put("/sessions", "{'providers':[],'metadata':{'n':@}}");
    bodies.forEach((path, body) -> {
      for (String number : List.of(NUMBER, "-0.10", "1E+400", "123456789012345678901234567890")) {
        ApiResponse made = api.post(path, body.replace('\'', '"').replace("@", number)).expect(200);
        assertThat(made.text()).contains("\"metadata\":{\"n\":" + number + "}");
        assertThat(
          api
            .get(path + "/" + made.id())
            .expect(200)
            .text()
        ).contains("{\"n\":" + number + "}");
      }
    });
  }

  @Test
  @Tag("promise-8")
  void aNumberInAToolInputKeepsAllItsDigits(Keyfold keyfold) {
    Tenant tenant = new Tenant(keyfold.newTenant("Acme Corp"));
    String deployment = tenant.deployment(tenant.provider(vendor));
    tenant.authConfig(deployment, SECRET);
    ApiResponse session = tenant.session(deployment);
    String endpoint = session.text("connection_url");
    String echo = McpClient.connect(endpoint, tenant.api().key()).toolNamed("echo");
    String input = "{\"text\":\"hello\",\"n\":" + NUMBER + ",\"huge\":1E+400}";

    tenant
      .api()
      .post(
        "/tool-calls",
        "{\"session_id\":\"" + session.id() + "\",\"tool_id\":\"" + echo + "\",\"input\":" + input + "}"
      )
      .expect(200);
    tenant
      .api()
      .post(
        URI.create(endpoint).getRawPath(),
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" +
          echo +
          "\",\"arguments\":" +
          input +
          "}}"
      )
      .expect(200);

    assertThat(vendor.bodiesOfCalls())
      .hasSize(2)
      .allSatisfy(body -> {
        JsonNode arguments = JsonMapper.builder()
          .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readTree(body)
          .path("params")
          .path("arguments");
        assertThat(arguments.path("n").decimalValue()).isEqualByComparingTo(NUMBER);
        assertThat(arguments.path("huge").decimalValue()).isEqualByComparingTo("1E+400");
      });
  }

  private static String path(JsonNode error) {
    return String.join(".", error.path("path").valueStream().map(JsonNode::asString).toList());
  }
}
