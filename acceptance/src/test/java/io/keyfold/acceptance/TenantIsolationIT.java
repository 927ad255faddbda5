package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ObjectNode;

/** Tests with two tenants that for every endpoint the objects of one do not exist for the other. */
@ExtendWith(RunningKeyfold.class)
@Tag("promise-5")
class TenantIsolationIT {

  private static final String SECRET = "isolation-secret-value";

  private final KeyedMcpServer vendor = KeyedMcpServer.start(SECRET);

  @AfterEach
  void close() {
    vendor.close();
  }

  /** A request that refers to an object. */
  private record Use(
    String method,
    Function<TenantObjects, String> path,
    Function<TenantObjects, @Nullable Object> body
  ) {
    ApiResponse by(Api api, TenantObjects of) {
      return api.send(method, path.apply(of), body.apply(of), Map.of());
    }
  }

  @TestFactory
  Stream<DynamicTest> anotherTenantsIdIsAnsweredLikeOneThatNobodyHas(Keyfold keyfold) {
    TenantObjects mine = TenantObjects.make(new Tenant(keyfold.newTenant("Mine")), vendor, SECRET);
    Api outsider = keyfold.newTenant("Outsider");
    int calls = vendor.keysOfCalls().size();
    return uses().map(use ->
      dynamicTest(use.method() + " " + use.path().apply(mine) + " " + bodyName(use, mine), () -> {
        ApiResponse foreign = use.by(outsider, mine);

        assertThat(foreign.status()).as(foreign.text()).isBetween(400, 499);
        assertThat(foreign.text()).doesNotContain(SECRET);
        assertThat(neutral(foreign, mine)).isEqualTo(neutral(use.by(outsider, mine.unknown()), mine.unknown()));
        assertThat(vendor.keysOfCalls()).hasSize(calls);
      })
    );
  }

  @Test
  void listsContainNoObjectsOfAnotherTenant(Keyfold keyfold) {
    Api owner = keyfold.newTenant("Mine");
    TenantObjects mine = TenantObjects.make(new Tenant(owner), vendor, SECRET);
    Api outsider = keyfold.newTenant("Outsider");
    for (String path : lists(mine)) {
      ApiResponse list = outsider.get(path);

      assertThat(list.text()).as(path).doesNotContain(ids(mine)).doesNotContain(SECRET);
    }
    assertThat(owner.get("/provider-deployments").expect(200).ids()).containsExactly(mine.deployment());
  }

  @Test
  void attemptsOfAnotherTenantChangeNothing(Keyfold keyfold) {
    Api owner = keyfold.newTenant("Mine");
    TenantObjects mine = TenantObjects.make(new Tenant(owner), vendor, SECRET);
    String before = state(owner, mine);
    Api outsider = keyfold.newTenant("Outsider");

    uses().forEach(use -> use.by(outsider, mine));

    assertThat(state(owner, mine)).isEqualTo(before);
  }

  private static String state(Api owner, TenantObjects mine) {
    return Stream.of(
      "/custom-providers/" + mine.provider(),
      "/provider-deployments/" + mine.deployment(),
      "/provider-auth-configs/" + mine.authConfig(),
      "/sessions/" + mine.session(),
      secret(mine),
      "/session-providers/" + mine.sessionProvider(),
      "/organization/api-keys/" + mine.apiKey()
    )
      .map(path -> owner.get(path).expect(200))
      .map(response -> response.id() + " " + response.text("status") + " " + response.text("updated_at"))
      .toList()
      .toString();
  }

  private static Stream<Use> uses() {
    List<Use> uses = new ArrayList<>();
    reads().forEach(path -> uses.add(new Use("GET", path, of -> null)));
    Map<String, String> rename = Map.of("name", "Taken over");
    Map<String, Function<TenantObjects, String>> changed = Map.of(
      "custom-providers",
      TenantObjects::provider,
      "provider-deployments",
      TenantObjects::deployment,
      "provider-auth-configs",
      TenantObjects::authConfig,
      "sessions",
      TenantObjects::session
    );
    changed.forEach((type, id) -> uses.add(new Use("PATCH", of -> "/" + type + "/" + id.apply(of), of -> rename)));
    uses.add(
      new Use("PATCH", of -> "/session-providers/" + of.sessionProvider(), of -> Map.of("tool_filters", List.of()))
    );
    uses.add(
      new Use(
        "PATCH",
        of -> "/provider-auth-configs/" + of.authConfig(),
        of -> Map.of("value", Map.of("api_key", "mine now"))
      )
    );
    Map<String, Function<TenantObjects, String>> deleted = Map.of(
      "provider-deployments",
      TenantObjects::deployment,
      "provider-auth-configs",
      TenantObjects::authConfig,
      "sessions",
      TenantObjects::session,
      "session-providers",
      TenantObjects::sessionProvider,
      "organization/api-keys",
      TenantObjects::apiKey
    );
    uses.add(new Use("DELETE", TenantIsolationIT::secret, of -> null));
    uses.add(new Use("POST", of -> secret(of) + "/rotate", of -> Map.of("grace_period", "PT1H")));
    uses.add(new Use("POST", of -> "/sessions/" + of.session() + "/secrets", of -> rename));
    deleted.forEach((type, id) -> uses.add(new Use("DELETE", of -> "/" + type + "/" + id.apply(of), of -> null)));
    references().forEach((path, bodies) -> bodies.forEach(body -> uses.add(new Use("POST", of -> path, body::apply))));
    uses.add(
      new Use(
        "POST",
        of -> URI.create(of.connectionUrl()).getRawPath(),
        of -> Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/list")
      )
    );
    return uses.stream();
  }

  private static String secret(TenantObjects of) {
    return "/sessions/" + of.session() + "/secrets/" + of.sessionSecret();
  }

  private static List<Function<TenantObjects, String>> reads() {
    return List.of(
      of -> "/providers/" + of.provider(),
      of -> "/custom-providers/" + of.provider(),
      of -> "/provider-versions/" + of.version(),
      of -> "/provider-auth-methods/" + of.authMethod(),
      of -> "/provider-deployments/" + of.deployment(),
      of -> "/provider-auth-configs/" + of.authConfig(),
      of -> "/sessions/" + of.session(),
      of -> "/sessions/" + of.session() + "/secrets",
      TenantIsolationIT::secret,
      of -> "/session-providers/" + of.sessionProvider(),
      of -> "/tool-calls/" + of.toolCall(),
      of -> "/organization/api-keys/" + of.apiKey()
    );
  }

  /** Bodies that refer to another tenant's object, by path. */
  private static Map<String, List<Function<TenantObjects, Map<String, Object>>>> references() {
    return Map.of(
      "/provider-deployments",
      List.of(of -> Map.of("provider_id", of.provider())),
      "/provider-auth-configs",
      List.of(of -> Tenant.authConfigBody(of.deployment(), "key"), TenantIsolationIT::defaultCredential),
      "/sessions",
      List.of(of -> Tenant.sessionBody(of.deployment()), TenantIsolationIT::sessionWithCredential),
      "/session-providers",
      List.of(of -> Map.of("session_id", of.session(), "provider_deployment_id", of.deployment())),
      "/tool-calls",
      List.of(of -> Map.of("session_id", of.session(), "tool_id", of.tool(), "input", Map.of())),
      "/credential-resolutions",
      List.of(
        of -> Map.of("provider_deployment_id", of.deployment()),
        of -> Map.of("session_id", of.session(), "provider_deployment_id", of.deployment()),
        of -> Map.of("session_provider_id", of.sessionProvider())
      ),
      "/organization/api-keys",
      List.of()
    );
  }

  private static Map<String, Object> defaultCredential(TenantObjects of) {
    return Map.of(
      "provider_id",
      of.provider(),
      "provider_auth_method_id",
      of.authMethod(),
      "is_default",
      true,
      "value",
      Map.of("api_key", "key")
    );
  }

  private static Map<String, Object> sessionWithCredential(TenantObjects of) {
    return Map.of(
      "providers",
      List.of(Map.of("provider_deployment_id", of.deployment(), "provider_auth_config_id", of.authConfig()))
    );
  }

  private static List<String> lists(TenantObjects of) {
    List<String> lists = new ArrayList<>();
    for (String status : List.of("", "?status=archived")) {
      lists.add("/provider-deployments" + status);
      lists.add("/provider-auth-configs" + status);
      lists.add("/sessions" + status);
      lists.add("/session-providers" + status);
    }
    lists.addAll(List.of("/providers?limit=100", "/custom-providers", "/tool-calls", "/organization/api-keys"));
    lists.addAll(List.of("/audit-events?limit=100", "/usage", "/usage?granularity=total&group_by=tool,session"));
    lists.addAll(
      List.of(
        "/costs?granularity=total&group_by=tool,session",
        "/costs/records",
        "/price-lists",
        "/exports",
        "/exchange-rates",
        "/budgets"
      )
    );
    lists.add("/provider-versions?limit=100");
    // Filters are sent without the ids they name, since echoes of a filter's own value are not a leak.
    lists.add("/audit-events?type=DeploymentCreated");
    assertThat(of.deployment()).isNotEmpty();
    return lists;
  }

  private static String[] ids(TenantObjects of) {
    return new String[] {
      of.provider(),
      of.deployment(),
      of.authConfig(),
      of.session(),
      of.sessionSecret(),
      of.sessionProvider(),
      of.apiKey(),
      of.toolCall(),
    };
  }

  /** The response without the ids of the named objects and of the request. */
  private static String neutral(ApiResponse response, TenantObjects of) {
    String text = response.body() instanceof ObjectNode body ? body.without("request_id").toString() : response.text();
    for (String id : Stream.concat(Stream.of(ids(of)), Stream.of(of.version(), of.authMethod())).toList()) {
      text = text.replace(id, "...");
    }
    return response.status() + " " + text;
  }

  private static String bodyName(Use use, TenantObjects of) {
    Object body = use.body().apply(of);
    return body instanceof Map<?, ?> map ? map.keySet().stream().sorted().toList().toString() : "";
  }
}
