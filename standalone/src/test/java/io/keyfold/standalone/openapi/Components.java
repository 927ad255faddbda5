package io.keyfold.standalone.openapi;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The named schemas of the document. Types that look the same on the wire share a name; others must not. */
final class Components {

  private final Map<String, ObjectNode> schemas = new TreeMap<>();

  /** Adds a schema. */
  void put(String name, ObjectNode schema) {
    ObjectNode other = schemas.putIfAbsent(name, schema);
    if (other != null && !shape(other).equals(shape(schema))) {
      throw new IllegalStateException("two different schemas have the name " + name + ": " + other + " and " + schema);
    }
  }

  /** {@return a reference to a schema} */
  static ObjectNode ref(String name) {
    return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + name);
  }

  /** {@return the schema of the name} */
  ObjectNode get(String name) {
    ObjectNode schema = schemas.get(name);
    if (schema == null) {
      throw new IllegalStateException("no schema " + name);
    }
    return schema;
  }

  /** {@return all by name} */
  Map<String, ObjectNode> all() {
    return schemas;
  }

  private static JsonNode shape(ObjectNode schema) {
    JsonNode copy = JsonMapper.shared().readTree(schema.toString());
    copy.findParents("description").forEach(node -> {
      if (node instanceof ObjectNode object && object.path("description").isString()) {
        object.remove("description");
      }
    });
    return copy;
  }
}
