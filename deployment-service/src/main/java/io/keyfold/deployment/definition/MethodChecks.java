package io.keyfold.deployment.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Validates auth methods beyond their JSON Schema, so that a credential that cannot be injected is rejected early. */
public final class MethodChecks {

  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern PREFIX = Pattern.compile("[\\x20-\\x7e]*");
  /** Headers of the connection or of MCP: setting them would break or redirect the call. */
  private static final Set<String> RESERVED = Set.of(
    "host",
    "connection",
    "content-length",
    "content-type",
    "content-encoding",
    "transfer-encoding",
    "accept",
    "accept-encoding",
    "expect",
    "keep-alive",
    "te",
    "trailer",
    "upgrade",
    "last-event-id",
    "mcp-session-id",
    "mcp-protocol-version"
  );

  private final Function<String, Optional<String>> urlRefusal;
  private final List<Problem> problems = new ArrayList<>();

  private MethodChecks(Function<String, Optional<String>> urlRefusal) {
    this.urlRefusal = urlRefusal;
  }

  /**
   * {@return the problems of the methods; empty if there are none}
   *
   * @param urlRefusal returns why a URL must not be called
   */
  public static List<Problem> check(List<MethodDefinition> methods, Function<String, Optional<String>> urlRefusal) {
    MethodChecks checks = new MethodChecks(urlRefusal);
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < methods.size(); i++) {
      MethodDefinition method = methods.get(i);
      if (!keys.add(method.key())) {
        checks.add("Another method has the same key", "auth_methods", Integer.toString(i), "key");
      }
      checks.method(method, Integer.toString(i));
    }
    return checks.problems;
  }

  private void method(MethodDefinition method, String index) {
    OAuthDefinition oauth = method.oauth();
    if (method.type().equals("oauth") != (oauth != null)) {
      add(
        "OAuth endpoints are required for type oauth and not allowed for other types",
        "auth_methods",
        index,
        "oauth"
      );
    }
    if (oauth != null) {
      new OAuthChecks(urlRefusal, (message, field) -> oauthProblem(message, index, field)).check(oauth, scopes(method));
    }
    check(method, index);
    JsonNode input = MethodSchemas.input(method);
    JsonNode output = MethodSchemas.output(method);
    schema(input, index, "input_schema");
    if (output != null) {
      schema(output, index, "output_schema");
    }
    List<MethodDefinition.Injection> injections = MethodSchemas.injections(method);
    if (injections.isEmpty()) {
      add("Define how the credential is injected into a call", "auth_methods", index, "injections");
    }
    List<JsonNode> material = material(method, input, output);
    for (int i = 0; i < injections.size(); i++) {
      injection(injections.get(i), material, index, Integer.toString(i));
    }
  }

  /** OAuth injects its tokens, which are the output. Every other method injects the caller's input. */
  private static List<JsonNode> material(MethodDefinition method, JsonNode input, @Nullable JsonNode output) {
    if (output == null) {
      return List.of(input);
    }
    return method.type().equals("oauth") ? List.of(output) : List.of(input, output);
  }

  private void injection(MethodDefinition.Injection injection, List<JsonNode> material, String method, String index) {
    boolean bearer = injection.place().equals("bearer");
    String name = injection.name();
    if (bearer != (name == null)) {
      add(
        "A header or query parameter requires a name; bearer must not have one",
        "auth_methods",
        method,
        "injections",
        index,
        "name"
      );
    }
    boolean header = injection.place().equals("header");
    if (header && name != null && (!HEADER.matcher(name).matches() || reserved(name))) {
      add("Credentials cannot be injected into this header", "auth_methods", method, "injections", index, "name");
    }
    String prefix = injection.prefix();
    if (prefix != null && !PREFIX.matcher(prefix).matches()) {
      add("Must contain only printable ASCII characters", "auth_methods", method, "injections", index, "prefix");
    }
    property(injection.property(), material).ifPresent(why ->
      add(why, "auth_methods", method, "injections", index, "property")
    );
  }

  private static Optional<String> property(String name, List<JsonNode> material) {
    List<JsonNode> schemas = material
      .stream()
      .map(schema -> schema.path("properties").path(name))
      .toList();
    if (schemas.stream().anyMatch(JsonNode::isMissingNode)) {
      return Optional.of("The schema has no such property");
    }
    return schemas.stream().allMatch(InjectableSchema::test)
      ? Optional.empty()
      : Optional.of("Only strings, numbers and booleans can be injected: give the property a type such as string");
  }

  private static boolean reserved(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return RESERVED.contains(name) || name.startsWith("proxy-") || name.startsWith("x-forwarded-");
  }

  private void check(MethodDefinition method, String index) {
    MethodDefinition.Check check = method.check();
    if (check == null) {
      return;
    }
    if (method.type().equals("oauth")) {
      add("Only credentials that a person types can be checked", "auth_methods", index, "check");
    }
    urlRefusal.apply(check.url()).ifPresent(why -> add(why, "auth_methods", index, "check", "url"));
  }

  private static List<String> scopes(MethodDefinition method) {
    return method.scopes() == null ? List.of() : method.scopes().stream().map(MethodDefinition.Scope::scope).toList();
  }

  private void oauthProblem(String message, String method, List<String> field) {
    List<String> path = new ArrayList<>(List.of("auth_methods", method, "oauth"));
    path.addAll(field);
    problems.add(new Problem(message, path));
  }

  private void schema(JsonNode schema, String method, String field) {
    SubmittedSchema.problem(schema).ifPresent(why -> add(why, "auth_methods", method, field));
  }

  private void add(String message, String... path) {
    problems.add(Problem.at(message, path));
  }
}
