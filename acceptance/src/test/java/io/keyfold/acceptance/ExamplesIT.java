package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.contract.Contract;
import io.keyfold.acceptance.contract.Operation;
import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.mcp.McpClient;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the examples of the OpenAPI document: each operation once, and each parameter of each list. Ids in the examples
 * are replaced by those of the objects created from the examples.
 */
@ExtendWith(RunningKeyfold.class)
class ExamplesIT {

  private static final List<String> ORDER = List.of(
    "createTenant",
    "createApiKey",
    "createCustomProvider",
    "createProviderDeployment",
    "createProviderAuthConfig",
    "createSession",
    "createSessionProvider",
    "sendMcp",
    "createToolCall",
    "createCredentialResolution"
  );

  private final Map<String, Operation> operations = Operation.of(Contract.ofThisBuild().document())
    .stream()
    .collect(Collectors.toMap(Operation::id, each -> each, (one, other) -> one, TreeMap::new));
  /** Actual ids by the text in the examples; longer texts first, since they may contain shorter ones. */
  private final Map<String, String> real = new TreeMap<>(
    Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder())
  );
  private final Set<String> run = new TreeSet<>();

  @Test
  void eachExampleOfTheDocumentIsAccepted(Keyfold keyfold) {
    try (KeyedMcpServer vendor = KeyedMcpServer.start("sk-1234567890")) {
      real.put("https://mcp.acme.example/mcp", vendor.url());
      real.put("X-Api-Key", KeyedMcpServer.HEADER);
      real.put("slack_search_public", "echo");
      Api tenant = keyfold.newTenant("Acme");

      ORDER.forEach(id -> create(keyfold, tenant, id));
      each("GET", operation -> operation.path().contains("{"), operation -> read(keyfold, tenant, operation));
      each("GET", operation -> !operation.path().contains("{"), operation -> list(keyfold, tenant, operation));
      each("PATCH", operation -> true, operation -> send(tenant, operation, ""));
      send(tenant, operation("endMcp"), "");
      ORDER.reversed().forEach(id -> remove(tenant, operation(id).path() + "/{id}"));

      assertThat(run).isEqualTo(operations.keySet());
    }
  }

  private void create(Keyfold keyfold, Api tenant, String id) {
    Operation operation = operation(id);
    ApiResponse created = send(caller(keyfold, tenant, operation), operation, "");
    operations
      .values()
      .stream()
      .filter(item -> item.path().equals(operation.path() + "/{id}"))
      .findFirst()
      .ifPresent(item -> real.put(item.parameters("path").getFirst().path("example").asString(""), created.id()));
    switch (id) {
      case "createCustomProvider" -> {
        real.put("prv_slack", created.id());
        real.put("pvr_slack_1", created.body().path("current_version").path("id").asString(""));
        real.put("psp_slack_1", created.body().path("current_version").path("specification_id").asString(""));
        real.put("pam_slack_token", created.body().path("auth_methods").path(0).path("id").asString(""));
        real.put("pto_slack_slack_search_public", created.body().path("tools").path(0).path("id").asString(""));
      }
      case "createSession" -> real.put(
        "search_48151",
        McpClient.connect(created.text("connection_url"), tenant.key()).toolNamed("echo")
      );
      default -> run.add(id);
    }
  }

  private void each(String method, Predicate<Operation> which, Consumer<Operation> act) {
    operations
      .values()
      .stream()
      .filter(operation -> operation.method().equals(method) && which.test(operation))
      .forEach(act);
  }

  private void read(Keyfold keyfold, Api tenant, Operation operation) {
    send(caller(keyfold, tenant, operation), operation, "");
  }

  /** Sends each parameter alone, except that the start of a time range is sent with its end. */
  private void list(Keyfold keyfold, Api tenant, Operation operation) {
    Api caller = caller(keyfold, tenant, operation);
    send(caller, operation, "");
    for (JsonNode parameter : operation.parameters("query")) {
      String query = query(parameter);
      boolean start = parameter.path("name").asString("").equals("from");
      String end = start
        ? operation
            .parameters("query")
            .stream()
            .filter(other -> other.path("name").asString("").equals("to"))
            .map(this::query)
            .collect(Collectors.joining("&", "&", ""))
        : "";
      send(caller, operation, "?" + query + end);
    }
  }

  private String query(JsonNode parameter) {
    JsonNode example = parameter.path("example");
    String value = real((example.isArray() ? example.path(0) : example).asString(""));
    return encoded(parameter.path("name").asString("")) + "=" + encoded(value);
  }

  private void remove(Api tenant, String path) {
    each("DELETE", operation -> operation.path().equals(path), operation -> send(tenant, operation, ""));
  }

  private ApiResponse send(Api caller, Operation operation, String query) {
    run.add(operation.id());
    String path = operation.path();
    for (JsonNode variable : operation.parameters("path")) {
      path = path.replace("{id}", real(variable.path("example").asString("")));
    }
    Object body = operation
      .body()
      .map(example -> real(JsonMapper.shared().readTree(example.toString()).toString()))
      .orElse(null);
    return caller.send(operation.method(), path + query, body, Map.of()).expect(200);
  }

  private String real(String example) {
    String text = example;
    for (Map.Entry<String, String> each : real.entrySet()) {
      text = text.replace(each.getKey(), each.getValue());
    }
    return text;
  }

  private Operation operation(String id) {
    return Objects.requireNonNull(operations.get(id), id);
  }

  private static Api caller(Keyfold keyfold, Api tenant, Operation operation) {
    return operation.path().startsWith("/tenants") ? keyfold.operator() : tenant;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
