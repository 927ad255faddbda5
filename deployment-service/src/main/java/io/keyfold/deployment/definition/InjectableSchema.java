package io.keyfold.deployment.definition;

import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Decides whether every value that matches a property's schema can be injected into a header or query as text. */
final class InjectableSchema {

  private static final Set<String> TEXT = Set.of("string", "number", "integer", "boolean", "null");

  private InjectableSchema() {}

  /** {@return whether the schema excludes objects and arrays; a schema without types does not} */
  static boolean test(JsonNode property) {
    JsonNode type = property.path("type");
    if (!type.isMissingNode()) {
      return values(type).allMatch(name -> TEXT.contains(name.asString("")));
    }
    if (property.has("const")) {
      return property.path("const").isValueNode();
    }
    if (property.path("enum").isArray()) {
      return values(property.path("enum")).allMatch(JsonNode::isValueNode);
    }
    return (
      each(property.path("anyOf")) ||
      each(property.path("oneOf")) ||
      values(property.path("allOf")).anyMatch(InjectableSchema::test)
    );
  }

  private static boolean each(JsonNode alternatives) {
    return !alternatives.isEmpty() && values(alternatives).allMatch(InjectableSchema::test);
  }

  private static Stream<JsonNode> values(JsonNode node) {
    return node.isArray() ? node.valueStream() : node.isMissingNode() ? Stream.empty() : Stream.of(node);
  }
}
