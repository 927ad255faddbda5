package io.keyfold.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.contract.Operation;
import io.keyfold.acceptance.examples.AcmeServer;
import io.keyfold.acceptance.examples.Examples;
import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.running.Keyfold;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two tenants with an object of each kind. One sends what is hostile. Each text of the other contains the canary.
 *
 * <p>What is changed and what is removed are objects of their own, so that one request does not take the object of the
 * next. They are of tenants of their own, since removing a user takes what the whole tenant has of them.
 */
final class Stage implements AutoCloseable {

  private static final String IMPORTS = "/provider-auth-config-imports";

  /**
   * What changes by itself: the connection's state two minutes after the last request to the session's MCP endpoint, the
   * recorded use of a credential version some seconds after a call, and until when a budget's usage is complete.
   */
  private static final Pattern BY_ITSELF = Pattern.compile(
    "\"connection_state\":\"[a-z]+\",|\"(first|last)_used_at\":(null|\"[^\"]+\"),|\"complete_until\":(null|\"[^\"]+\"),?"
  );

  private static final List<String> TEXTS = List.of("name", "description");

  private final KeyedMcpServer vendor = KeyedMcpServer.start(Examples.KEY);
  private final AcmeServer acme = AcmeServer.start();
  private final Keyfold keyfold;
  private final KeyedMcpServer vendorOfVictim;
  private final Api attacker;
  private final Map<String, Examples> objects;
  private final Examples victim;
  private final Map<String, String> before;
  private final String weakKey;
  private final String weakKeyForAudit;

  Stage(Keyfold keyfold, String canary) {
    this.keyfold = keyfold;
    vendorOfVictim = KeyedMcpServer.start(canary);
    attacker = keyfold.newTenant("Mallory");
    objects = Map.of(
      "GET",
      create(keyfold, attacker),
      "PATCH",
      create(keyfold, keyfold.newTenant("Mallory, changing")),
      "DELETE",
      create(keyfold, keyfold.newTenant("Mallory, removing"))
    );
    victim = new Examples(keyfold, keyfold.newTenant("Victim"), vendorOfVictim, canary, acme);
    victim.createAll((id, body) -> marked(victim.operation(id), body, canary));
    before = objectsOfVictim();
    assertThat(before.values())
      .as("what would be found")
      .anyMatch(text -> text.contains(canary));
    weakKey = keyWith("instance.audit:read");
    weakKeyForAudit = keyWith("instance.usage:read");
  }

  /** {@return all that is done to spoil the requests of all operations} */
  List<RequestPlan.Entry> entries() {
    List<RequestPlan.Entry> all = new ArrayList<>();
    for (Operation operation : victim.operations()) {
      List<Mutation> mutations = new ArrayList<>();
      mutations.addAll(RequestMutations.of(operation, methods(operation.path()), weakKeyFor(operation)));
      mutations.addAll(ParameterMutations.of(operation, victim.ids()));
      mutations.addAll(BodyMutations.of(operation, victim.ids()));
      Request valid = valid(operation);
      mutations.forEach(mutation -> all.add(new RequestPlan.Entry(operation, valid, mutation, mutations)));
    }
    return all;
  }

  /** {@return the objects of the victim that are not as they were} */
  List<String> changesOfVictim() {
    Map<String, String> after = objectsOfVictim();
    return before
      .entrySet()
      .stream()
      .filter(object -> !object.getValue().equals(after.get(object.getKey())))
      .map(object -> object + " became " + after.get(object.getKey()))
      .toList();
  }

  /**
   * Writes, calls a tool and reads as a well-meant client does. What is hostile may have given a deployment another
   * credential, and a tenant all that it may have of a kind, so this is about a new tenant. The tool is called before the
   * import of the examples, whose tokens are unknown to the vendor.
   */
  void writeAndRead() {
    Examples examples = create(keyfold, keyfold.newTenant("Well-meant"));
    examples.send(examples.operation("getSession"), "");
    examples.send(examples.operation("getToolCall"), "");
  }

  @Override
  public void close() {
    vendor.close();
    vendorOfVictim.close();
    acme.close();
  }

  private Examples create(Keyfold keyfold, Api tenant) {
    return new Examples(keyfold, tenant, vendor, Examples.KEY, acme).createAll((id, body) -> body);
  }

  private Examples objects(Operation operation) {
    String method = operation.method();
    // Rotating, retiring or importing a credential takes the one before from the calls under way.
    boolean changes = operation.path().contains("{id}") || operation.path().equals(IMPORTS);
    String kind = method.equals("POST") ? (changes ? "PATCH" : "GET") : method;
    return Objects.requireNonNull(objects.getOrDefault(kind, objects.get("GET")));
  }

  private Request valid(Operation operation) {
    Examples examples = objects(operation);
    Request request = new Request(operation.method(), examples.path(operation), List.of(), List.of(), null).withHeader(
      "Authorization",
      "Bearer " + examples.caller(operation).key()
    );
    return examples
      .body(operation)
      .map(body ->
        request.withHeader("Content-Type", "application/json").withBody(body.getBytes(StandardCharsets.UTF_8))
      )
      .orElse(request);
  }

  private Set<String> methods(String path) {
    return victim
      .operations()
      .stream()
      .filter(operation -> operation.path().equals(path))
      .map(Operation::method)
      .collect(Collectors.toSet());
  }

  private Map<String, String> objectsOfVictim() {
    return victim
      .operations()
      .stream()
      .filter(operation -> operation.method().equals("GET") && operation.path().contains("{id}"))
      .collect(
        Collectors.toMap(
          Operation::id,
          operation -> BY_ITSELF.matcher(victim.send(operation, "").text()).replaceAll(""),
          (a, b) -> a,
          TreeMap::new
        )
      );
  }

  private String weakKeyFor(Operation operation) {
    return operation.scope().equals(Optional.of("instance.audit:read")) ? weakKeyForAudit : weakKey;
  }

  private String keyWith(String scope) {
    Map<String, Object> body = Map.of("name", scope, "type", "instance_access_token_secret", "scopes", List.of(scope));
    return attacker.post("/organization/api-keys", body).expect(200).text("secret");
  }

  /** The operator sees all tenants, so their own names are not marked. */
  private static String marked(Operation operation, String body, String canary) {
    if (operation.path().equals("/tenants")) {
      return body;
    }
    ObjectNode marked = (ObjectNode) JsonMapper.shared().readTree(body);
    JsonNode properties = operation.bodySchema().path("properties");
    TEXTS.stream()
      .filter(properties::has)
      .forEach(text -> marked.put(text, canary));
    if (properties.has("metadata")) {
      marked.putObject("metadata").put(canary, canary);
    }
    return marked.toString();
  }
}
