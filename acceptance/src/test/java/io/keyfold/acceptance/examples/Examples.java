package io.keyfold.acceptance.examples;

import static org.awaitility.Awaitility.await;

import io.keyfold.acceptance.contract.Contract;
import io.keyfold.acceptance.contract.Operation;
import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.mcp.McpClient;
import io.keyfold.acceptance.running.Keyfold;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One object of each kind, created from the examples of the OpenAPI document. The ids of the examples stand for these
 * objects. Not for use by several threads until all objects are created.
 */
public final class Examples {

  /** The operations that create, in an order in which they can. */
  public static final List<String> CREATE = List.of(
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

  /**
   * Paths whose objects come from an OAuth vendor, a user's browser or a receiver of webhooks, or belong to a provider
   * with settings, which the examples do not have. Their own tests play them.
   */
  private static final List<String> PLAYED_ELSEWHERE = List.of(
    "/branding",
    "/provider-auth-config-exports",
    "/provider-auth-config-imports",
    "/provider-auth-configs/{id}/rotate",
    "/provider-auth-configs/{id}/versions",
    "/provider-auth-credentials",
    "/provider-config-schema",
    "/provider-configs",
    "/provider-setup-sessions",
    "/setup-settings",
    "/users",
    "/webhook-endpoints"
  );

  /** The key in the examples. */
  public static final String KEY = "sk-1234567890";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Map<String, Operation> operations = Operation.of(Contract.ofThisBuild().document())
    .stream()
    .collect(Collectors.toMap(Operation::id, Function.identity(), (one, other) -> one, TreeMap::new));
  /** By the text of the examples; longer ones first, because they may hold shorter ones. */
  private final Map<String, String> real = new TreeMap<>(
    Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder())
  );
  private final Keyfold keyfold;
  private final Api tenant;

  /**
   * Creates nothing yet.
   *
   * @param tenant who owns the objects
   * @param vendor the server that stands for the provider's
   * @param vendorKey the key that the server takes
   */
  public Examples(Keyfold keyfold, Api tenant, KeyedMcpServer vendor, String vendorKey) {
    this.keyfold = keyfold;
    this.tenant = tenant;
    real.put("https://mcp.acme.example/mcp", vendor.url());
    real.put("X-Api-Key", KeyedMcpServer.HEADER);
    real.put("slack_search_public", "echo");
    real.put(KEY, vendorKey);
  }

  /** {@return the operations of the document whose objects the examples have} */
  public Collection<Operation> operations() {
    return operations
      .values()
      .stream()
      .filter(operation -> PLAYED_ELSEWHERE.stream().noneMatch(operation.path()::startsWith))
      .toList();
  }

  /** {@return the operation with the id, which has to exist} */
  public Operation operation(String id) {
    return Objects.requireNonNull(operations.get(id), id);
  }

  /** {@return the API as who may call the operation} */
  public Api caller(Operation operation) {
    return operation.path().startsWith("/tenants") ? keyfold.operator() : tenant;
  }

  /** Creates all objects; the operator gets each operation's id and body, and returns the body that is sent. */
  public Examples createAll(BinaryOperator<String> bodies) {
    CREATE.forEach(id -> create(id, bodies));
    // A tool call is read from its usage record, which reaches the log shortly after the response.
    await()
      .atMost(TIMEOUT)
      .untilAsserted(() -> send(operation("getToolCall"), ""));
    return this;
  }

  /** Creates what the operation creates. */
  public void create(String id, BinaryOperator<String> bodies) {
    Operation operation = operation(id);
    ApiResponse created = caller(operation)
      .send("POST", path(operation), bodies.apply(id, body(operation).orElseThrow()), Map.of())
      .expect(200);
    operations
      .values()
      .stream()
      .filter(item -> item.path().equals(operation.path() + "/{id}"))
      .findFirst()
      .ifPresent(item -> real.put(item.parameters("path").getFirst().path("example").asString(""), created.id()));
    if (id.equals("createCustomProvider")) {
      real.put("prv_slack", created.id());
      real.put("pvr_slack_1", created.body().path("current_version").path("id").asString(""));
      real.put("psp_slack_1", created.body().path("current_version").path("specification_id").asString(""));
      real.put("pam_slack_token", created.body().path("auth_methods").path(0).path("id").asString(""));
      real.put("pto_slack_slack_search_public", created.body().path("tools").path(0).path("id").asString(""));
    }
    if (id.equals("createSession")) {
      String tool = McpClient.connect(created.text("connection_url"), tenant.key()).toolNamed("echo");
      real.put("search_48151", tool);
    }
  }

  /** {@return the operation's path, to the object that was created} */
  public String path(Operation operation) {
    String path = operation.path();
    for (JsonNode variable : operation.parameters("path")) {
      String name = "{" + variable.path("name").asString("") + "}";
      path = path.replace(name, real(variable.path("example").asString("")));
    }
    return path;
  }

  /** {@return the example of the operation's body, about the objects that were created} */
  public Optional<String> body(Operation operation) {
    return operation.body().map(example -> real(JsonMapper.shared().readTree(example.toString()).toString()));
  }

  /** Sends the example. */
  public ApiResponse send(Operation operation, String query) {
    @Nullable
    String body = body(operation).orElse(null);
    return caller(operation)
      .send(operation.method(), path(operation) + query, body, Map.of())
      .expect(200);
  }

  /** {@return the text with the objects that were created in the place of the examples} */
  public String real(String example) {
    String text = example;
    for (Map.Entry<String, String> each : real.entrySet()) {
      text = text.replace(each.getKey(), each.getValue());
    }
    return text;
  }

  /** {@return the ids of the objects} */
  public List<String> ids() {
    return real
      .values()
      .stream()
      .filter(text -> text.matches("[a-z]{3,4}_[^/]+"))
      .distinct()
      .toList();
  }
}
