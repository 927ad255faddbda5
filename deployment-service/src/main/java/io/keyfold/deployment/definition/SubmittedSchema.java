package io.keyfold.deployment.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Validates JSON Schemas from third parties that Keyfold evaluates. A schema must describe an object. It must not
 * contain keywords that make evaluation costly (patterns are matched by backtracking) or refer to other documents.
 */
final class SubmittedSchema {

  /**
   * Keyword that marks a property as secret or not. The values of secret properties, the default, are redacted in
   * provider responses.
   */
  static final String SECRET = "secret";

  private static final int MAX_LENGTH = 16_384;
  private static final int MAX_DEPTH = 16;
  private static final Set<String> REFUSED = Set.of(
    "pattern",
    "patternProperties",
    "$ref",
    "$dynamicRef",
    "$recursiveRef",
    "$schema",
    "$id",
    "$vocabulary"
  );
  private static final Set<String> NAMES = Set.of("properties", "dependentRequired", "dependentSchemas");

  private SubmittedSchema() {}

  /** {@return the error in the schema, if any} */
  static Optional<String> problem(JsonNode schema) {
    if (!schema.isObject() || !"object".equals(schema.path("type").asString(""))) {
      return Optional.of("Must be a JSON Schema of type object");
    }
    if (schema.toString().length() > MAX_LENGTH) {
      return Optional.of("The schema must not exceed " + MAX_LENGTH + " characters");
    }
    return walk(schema, false, 0);
  }

  private static Optional<String> walk(JsonNode node, boolean names, int depth) {
    if (depth > MAX_DEPTH) {
      return Optional.of("The schema must not be nested deeper than " + MAX_DEPTH + " levels");
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!names && REFUSED.contains(field.getKey())) {
        return Optional.of("The schema must not use " + field.getKey());
      }
      if (!names && field.getKey().equals(SECRET) && !field.getValue().isBoolean()) {
        return Optional.of("secret is true or false");
      }
      Optional<String> below = walk(field.getValue(), !names && NAMES.contains(field.getKey()), depth + 1);
      if (below.isPresent()) {
        return below;
      }
    }
    for (JsonNode element : node.isArray() ? node : List.<JsonNode>of()) {
      Optional<String> below = walk(element, false, depth + 1);
      if (below.isPresent()) {
        return below;
      }
    }
    return Optional.empty();
  }
}
