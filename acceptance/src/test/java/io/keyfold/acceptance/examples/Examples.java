package io.keyfold.acceptance.examples;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.regex.Pattern;
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
    "createSecret",
    "createSessionProvider",
    "sendMcp",
    "createToolCall",
    "createCredentialResolution",
    "createProviderAuthCredential",
    "createProviderAuthConfigImport",
    "createProviderAuthConfigExport",
    "createProviderSetupSession",
    "createWebhookEndpoint",
    "createPriceList",
    "createPriceListVersion",
    "createExchangeRate",
    "createExport",
    "createBudget",
    "postTest"
  );

  /** Streams, which do not end with the request; SetupSessionIT and OfficialClientsIT read them. */
  private static final Set<String> STREAMS = Set.of("getEvent", "listenMcp");

  /** They belong to a provider with settings, which the examples do not have; ApiKeyFlowIT plays them. */
  private static final List<String> OF_SETTINGS = List.of("/provider-config-schema", "/provider-configs");

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
   * @param acme the server that stands for the tenant's and the provider's other servers
   */
  public Examples(Keyfold keyfold, Api tenant, KeyedMcpServer vendor, String vendorKey, AcmeServer acme) {
    this.keyfold = keyfold;
    this.tenant = tenant;
    real.put("https://mcp.acme.example/mcp", vendor.url());
    real.put("https://acme.example", acme.url());
    real.put("X-Api-Key", KeyedMcpServer.HEADER);
    real.put("slack_search_public", "echo");
    real.put(KEY, vendorKey);
  }

  /** {@return the operations of the document, but for the one whose response does not end} */
  public Collection<Operation> operations() {
    return operations
      .values()
      .stream()
      .filter(operation -> !STREAMS.contains(operation.id()))
      .filter(operation -> OF_SETTINGS.stream().noneMatch(operation.path()::startsWith))
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
    await()
      .atMost(TIMEOUT)
      .untilAsserted(() -> assertThat(send(operation("getDeliverie"), "").text("status")).isEqualTo("succeeded"));
    await()
      .atMost(TIMEOUT)
      .untilAsserted(() -> assertThat(send(operation("getExport"), "").text("status")).isEqualTo("done"));
    real.put("aso_gN6h6LgzAgDoBwHqBw", tenant.get("/usage").expect(200).text("as_of"));
    real.put("usr_0DZGiYMyUxBnrp5KvQh8m5", tenant.get("/users").expect(200).ids().getFirst());
    return this;
  }

  /** Creates what the operation creates. */
  public void create(String id, BinaryOperator<String> bodies) {
    Operation operation = operation(id);
    ApiResponse created = caller(operation)
      .send(
        "POST",
        path(operation),
        body(operation)
          .map(body -> bodies.apply(id, body))
          .orElse(null),
        Map.of()
      )
      .expect(success(operation));
    operations
      .values()
      .stream()
      .filter(item -> isItem(item, operation))
      .findFirst()
      .ifPresent(item -> real.put(item.parameters("path").getLast().path("example").asString(""), created.id()));
    if (id.equals("createCustomProvider")) {
      real.put("prv_slack", created.id());
      real.put("pvr_slack_1", created.body().path("current_version").path("id").asString(""));
      real.put("psp_slack_1", created.body().path("current_version").path("specification_id").asString(""));
      real.put("pam_slack_token", created.body().path("auth_methods").path(0).path("id").asString(""));
      real.put("pto_slack_slack_search_public", created.body().path("tools").path(0).path("id").asString(""));
    }
    if (id.equals("postTest")) {
      real.put("whd_0DZGiYMyUxBnrp5KvQh8m8", created.id());
    }
    if (id.equals("createSession")) {
      String tool = McpClient.connect(created.text("connection_url"), tenant.key()).toolNamed("echo");
      real.put("search_48151", tool);
    }
  }

  /** {@return the status of success: work that continues after the response is only accepted} */
  private static int success(Operation operation) {
    return operation.answers(200) ? 200 : 202;
  }

  /** {@return whether an operation is about one object of those that the other one creates} */
  public static boolean isItem(Operation item, Operation create) {
    return item.path().matches(Pattern.quote(create.path()) + "/\\{[^/]*}");
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
