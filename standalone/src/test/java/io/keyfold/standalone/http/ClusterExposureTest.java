package io.keyfold.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a cluster shows to others, and which service gets which secret, read from the files that make one. */
@Tag("promise-4")
class ClusterExposureTest {

  private static final Path HOME = Path.of("..");
  private static final Path KUBERNETES = HOME.resolve("deploy/kubernetes");
  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void composePublishesTheGatewayAndElseOnlyOnLoopback() throws IOException {
    Map<String, List<String>> published = new TreeMap<>();
    for (Map.Entry<String, JsonNode> part : compose().path("services").properties()) {
      List<String> ports = strings(part.getValue().path("ports"));
      if (!ports.isEmpty()) {
        published.put(part.getKey(), ports);
      }
    }
    assertThat(published).containsOnlyKeys("gateway", "prometheus", "grafana");
    assertThat(published.get("gateway")).containsExactly("${KEYFOLD_BIND:-127.0.0.1}:${KEYFOLD_PORT:-8080}:8080");
    assertThat(published.get("prometheus")).allMatch(port -> port.startsWith("127.0.0.1:"));
    assertThat(published.get("grafana")).allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @ParameterizedTest
  @EnumSource
  void composeShowsHealthAndMetricsAndGivesEachServiceItsOwnKeyset(Service service) throws IOException {
    boolean deployment = service == Service.DEPLOYMENT;
    for (String instance : List.of(service.label() + "-1", service.label() + "-2")) {
      JsonNode part = compose().path("services").path(instance);
      JsonNode environment = part.path("environment");
      assertThat(environment.path("KEYFOLD_MANAGEMENT_ENDPOINTS").asString("")).isEqualTo(
        "${KEYFOLD_MANAGEMENT_ENDPOINTS:-health,prometheus}"
      );
      List<String> volumes = new ArrayList<>(List.of(instance + ":/var/lib/keyfold/data"));
      if (service != Service.LEDGER) {
        volumes.add((deployment ? "deployment-keys" : "keys") + ":/var/lib/keyfold/keys");
      }
      assertThat(strings(part.path("volumes"))).containsExactlyInAnyOrderElementsOf(volumes);
      assertThat(environment.has("KEYFOLD_BOOTSTRAP_KEY")).isEqualTo(deployment);
    }
  }

  @Test
  void composeDoesNotStartWithoutAChosenFirstKey() throws IOException {
    assertThat(
      compose()
        .path("services")
        .path("deployment-service-1")
        .path("environment")
        .path("KEYFOLD_BOOTSTRAP_KEY")
        .asString("")
    ).startsWith("${KEYFOLD_BOOTSTRAP_KEY:?");
    assertThat(Files.readString(HOME.resolve("deploy/image/start"))).contains("KEYFOLD_BOOTSTRAP_KEY:-");
  }

  @Test
  void theGatewayLeadsToNoManagementPort() throws IOException {
    assertThat(Files.readString(HOME.resolve("deploy/gateway/nginx.conf"))).doesNotContain("8090", "actuator");
  }

  /** The query can hold a session secret, a setup link's secret or a vendor's code. */
  @Test
  void theGatewaysLogsContainNoQuery() throws IOException {
    String config = Files.readString(HOME.resolve("deploy/gateway/nginx.conf")).replaceAll("(?m)^ *#.*$", "");
    String format = config.substring(config.indexOf("log_format"), config.indexOf("map $status"));

    assertThat(Pattern.compile("\\$\\w+").matcher(format).results().map(MatchResult::group)).containsExactlyInAnyOrder(
      "$time_iso8601",
      "$request_method",
      "$uri",
      "$status",
      "$request_time",
      "$upstream_addr",
      "$upstream_status",
      "$sent_http_x_request_id"
    );
    assertThat(Pattern.compile("access_log [^;]*").matcher(config).results().map(MatchResult::group)).containsExactly(
      "access_log /dev/stdout line if=$worth_a_line"
    );
    // nginx appends the whole request line to errors of requests below this level.
    assertThat(Pattern.compile("error_log [^;]*").matcher(config).results().map(MatchResult::group)).containsExactly(
      "error_log /dev/stderr emerg"
    );
  }

  /** The Gateway API has no setting of access logs. An operator can attach these routes to a Gateway without one. */
  @Test
  void kubernetesHasRoutesOfTheirOwnForPathsWithASecretInTheQuery() throws IOException {
    Map<String, List<String>> paths = new TreeMap<>();
    for (JsonNode route : manifests("HTTPRoute")) {
      paths.put(
        route.at("/metadata/name").asString(""),
        route
          .at("/spec/rules")
          .valueStream()
          .flatMap(rule -> rule.path("matches").valueStream())
          .map(match -> match.at("/path/value").asString(""))
          .toList()
      );
    }
    assertThat(paths.remove("keyfold-mcp")).containsExactly("/mcp");
    assertThat(paths.remove("keyfold-setup")).containsExactly("/setup-session", "/oauth");
    assertThat(paths.values()).allSatisfy(others ->
      assertThat(others).doesNotContain("/mcp", "/setup-session", "/oauth")
    );
  }

  @Test
  void kubernetesServicesAndRoutesLeadToTheApiOnly() throws IOException {
    for (JsonNode object : manifests()) {
      JsonNode spec = object.path("spec");
      if (object.path("kind").asString("").equals("Service")) {
        assertThat(spec.path("type").asString("ClusterIP")).isEqualTo("ClusterIP");
        boolean headless = spec.path("clusterIP").asString("").equals("None");
        assertThat(
          spec
            .path("ports")
            .valueStream()
            .map(port -> port.path("port").asInt())
        )
          .as(object.at("/metadata/name").asString(""))
          .containsExactly(headless ? 8090 : 8080);
      }
      assertThat(object.findValuesAsString("hostPort")).isEmpty();
      assertThat(object.findValuesAsString("hostNetwork")).isEmpty();
    }
    assertThat(Files.readString(KUBERNETES.resolve("routes.yaml"))).doesNotContain(
      "-instances",
      "management",
      "8090",
      "actuator"
    );
  }

  @Test
  void kubernetesLetsOnlyMonitoringReachTheManagementPort() throws IOException {
    JsonNode policy = manifests("NetworkPolicy").getFirst();
    assertThat(policy.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\"]");
    List<JsonNode> rules = policy.at("/spec/ingress").valueStream().toList();
    assertThat(rules).hasSize(2);
    assertThat(rules.getFirst().path("ports").toString()).isEqualTo("[{\"protocol\":\"TCP\",\"port\":8080}]");
    assertThat(rules.getLast().path("from").toString()).contains("monitoring");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LEDGER")
  void kubernetesGivesEachServiceItsOwnKeyset(Service service) throws IOException {
    JsonNode pod = pod(service);
    String secret = service == Service.DEPLOYMENT ? "keyfold-deployment-keyset" : "keyfold-keyset";
    assertThat(pod.findValuesAsString("secretName")).containsExactly(secret);
    String file = service == Service.DEPLOYMENT ? "/keys/deployment-keyset.json" : "/keys/keyset.json";
    assertThat(strings(pod.at("/initContainers/0/command"))).containsExactly(
      "install",
      "-m",
      "0600",
      "/secret/keyset.json",
      file
    );
  }

  @Test
  void kubernetesGivesTheLedgerNoKeyset() throws IOException {
    assertThat(pod(Service.LEDGER).findValuesAsString("secretName")).isEmpty();
  }

  private static JsonNode pod(Service service) throws IOException {
    return manifests("StatefulSet")
      .stream()
      .filter(each -> each.at("/metadata/name").asString("").equals(service.label()))
      .findFirst()
      .orElseThrow()
      .at("/spec/template/spec");
  }

  private static List<String> strings(JsonNode array) {
    return array
      .valueStream()
      .map(each -> each.asString(""))
      .toList();
  }

  private static JsonNode compose() throws IOException {
    return JSON.valueToTree(new Yaml().load(Files.readString(HOME.resolve("docker-compose.yml"))));
  }

  private static List<JsonNode> manifests(String kind) throws IOException {
    return manifests()
      .stream()
      .filter(object -> object.path("kind").asString("").equals(kind))
      .toList();
  }

  private static List<JsonNode> manifests() throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    try (Stream<Path> files = Files.list(KUBERNETES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        StreamSupport.stream(new Yaml().loadAll(Files.readString(file)).spliterator(), false)
          .map(object -> JSON.<JsonNode>valueToTree(object))
          .forEach(objects::add);
      }
    }
    return objects;
  }
}
