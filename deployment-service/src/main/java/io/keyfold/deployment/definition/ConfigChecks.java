package io.keyfold.deployment.definition;

import io.keyfold.deployment.provider.AuthMethod;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.platform.url.UrlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Validates the settings of a provider: a schema of scalar properties, and a placeholder in the MCP URL for each. Since
 * a user may type their values, {@link UrlTemplate} limits what a value can do.
 */
public final class ConfigChecks {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> SCALAR = Set.of("string", "number", "integer", "boolean");

  private final List<Problem> problems = new ArrayList<>();

  private ConfigChecks() {}

  /**
   * {@return the problems of the settings; empty if there are none}
   *
   * @param schema the schema of the settings; null if there are none
   */
  public static List<Problem> check(String mcpUrl, @Nullable JsonNode schema, List<MethodDefinition> methods) {
    boolean discovers = methods
      .stream()
      .anyMatch(method -> method.oauth() != null && method.oauth().tokenUrl() == null);
    return new ConfigChecks().all(mcpUrl, schema == null || schema.isNull() ? null : schema, discovers);
  }

  /** {@return the problems of a version that is about to be published} */
  public static List<Problem> check(Provider provider) {
    String schema = provider.configSchema();
    boolean discovers = provider
      .authMethods()
      .stream()
      .map(AuthMethod::oauth)
      .anyMatch(oauth -> oauth != null && oauth.tokenUrl() == null);
    return new ConfigChecks().all(provider.mcpUrl(), schema == null ? null : JSON.readTree(schema), discovers);
  }

  /** {@return a URL to which the MCP URL can expand, or itself without placeholders} */
  public static String sample(String mcpUrl) {
    return UrlTemplate.isTemplate(mcpUrl) && UrlTemplate.problem(mcpUrl).isEmpty()
      ? UrlTemplate.of(mcpUrl).sample()
      : mcpUrl;
  }

  private List<Problem> all(String mcpUrl, @Nullable JsonNode schema, boolean discovers) {
    if (schema != null) {
      schema(schema);
    }
    if (!UrlTemplate.isTemplate(mcpUrl)) {
      requireUse(schema, Set.of());
      return problems;
    }
    Optional<String> wrong = UrlTemplate.problem(mcpUrl);
    if (wrong.isPresent()) {
      add(wrong.get(), "mcp_url");
      return problems;
    }
    Set<String> used = UrlTemplate.of(mcpUrl).properties();
    for (String name : new TreeSet<>(used)) {
      if (schema == null || !schema.path("properties").has(name)) {
        add("config_schema has no property " + name, "mcp_url");
      }
    }
    requireUse(schema, used);
    if (discovers) {
      add(
        "An authorization server cannot be discovered at a URL with placeholders: set the endpoints of oauth",
        "mcp_url"
      );
    }
    return problems;
  }

  private void schema(JsonNode schema) {
    SubmittedSchema.problem(schema).ifPresent(why -> add(why, "config_schema"));
    if (schema.path("properties").isEmpty()) {
      add("Name at least one property, or omit the schema", "config_schema");
    }
    schema
      .path("properties")
      .propertyStream()
      .forEach(property -> property(property.getKey(), property.getValue()));
  }

  private void property(String name, JsonNode schema) {
    if (!SCALAR.contains(schema.path("type").asString(""))) {
      add("The type of a setting is string, number, integer or boolean", "config_schema", "properties", name);
    }
    if (schema.path(SubmittedSchema.SECRET).asBoolean(false) || schema.path("writeOnly").asBoolean(false)) {
      add("A setting is not secret: put secrets into an auth method", "config_schema", "properties", name);
    }
  }

  private void requireUse(@Nullable JsonNode schema, Set<String> used) {
    if (schema != null) {
      schema
        .path("properties")
        .propertyNames()
        .stream()
        .filter(name -> !used.contains(name))
        .forEach(name -> add("mcp_url has no placeholder for this property", "config_schema", "properties", name));
    }
  }

  private void add(String message, String... path) {
    problems.add(Problem.at(message, path));
  }
}
