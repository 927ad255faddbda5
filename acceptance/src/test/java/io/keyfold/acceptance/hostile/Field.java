package io.keyfold.acceptance.hostile;

import io.keyfold.acceptance.contract.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A field of a body, however deep.
 *
 * @param path names of fields, and indexes of arrays
 * @param schema its schema; missing where the document leaves it open
 */
record Field(List<Object> path, JsonNode schema) {
  private static final int DEPTH = 8;

  /** {@return all fields that the schema of an operation's body or its example names, each in its object} */
  static List<Field> of(Operation operation) {
    List<Field> found = new ArrayList<>();
    JsonNode example = operation.body().orElse(MissingNode.getInstance());
    collect(operation, new Field(List.of(), operation.bodySchema()), example, found);
    return found;
  }

  /** {@return whether its value is an id, or may be one} */
  boolean isId() {
    String name = name();
    return (
      name.equals("id") ||
      name.endsWith("_id") ||
      name.equals("keys") ||
      schema.path("format").asString("").equals("id") ||
      (schema.isMissingNode() && path.contains("params"))
    );
  }

  /** {@return whether it is in an object, and not an item of an array} */
  boolean isMember() {
    return path.getLast() instanceof String;
  }

  /** {@return the path of the object or array that it is in} */
  List<Object> object() {
    return path.subList(0, path.size() - 1);
  }

  /** {@return its own name; empty for an item of an array} */
  String name() {
    return path.getLast() instanceof String name ? name : "";
  }

  private static void collect(Operation operation, Field at, JsonNode example, List<Field> found) {
    if (at.path().size() > DEPTH) {
      return;
    }
    List<JsonNode> schemas = alternatives(operation, at.schema());
    Set<String> names = new LinkedHashSet<>();
    schemas.forEach(schema -> names.addAll(schema.path("properties").propertyNames()));
    names.addAll(example.propertyNames());
    for (String name : names) {
      add(operation, at, name, first(operation, schemas, "properties", name), example.path(name), found);
    }
    if (example.isArray() || schemas.stream().anyMatch(schema -> schema.has("items"))) {
      JsonNode items = schemas
        .stream()
        .map(schema -> operation.resolve(schema.path("items")))
        .filter(JsonNode::isObject)
        .findFirst()
        .orElse(MissingNode.getInstance());
      add(operation, at, 0, items, example.path(0), found);
    }
  }

  private static void add(Operation o, Field at, Object step, JsonNode schema, JsonNode example, List<Field> found) {
    List<Object> path = new ArrayList<>(at.path());
    path.add(step);
    Field field = new Field(List.copyOf(path), schema);
    found.add(field);
    collect(o, field, example, found);
  }

  private static List<JsonNode> alternatives(Operation operation, JsonNode schema) {
    List<JsonNode> all = new ArrayList<>(List.of(operation.resolve(schema)));
    for (String word : List.of("anyOf", "oneOf", "allOf")) {
      all
        .getFirst()
        .path(word)
        .forEach(each -> all.add(operation.resolve(each)));
    }
    return all;
  }

  private static JsonNode first(Operation operation, List<JsonNode> schemas, String word, String name) {
    return schemas
      .stream()
      .map(schema -> operation.resolve(schema.path(word).path(name)))
      .filter(JsonNode::isObject)
      .findFirst()
      .orElse(MissingNode.getInstance());
  }

  /** Shows its path. */
  @Override
  public String toString() {
    return path.stream().map(Object::toString).collect(Collectors.joining("."));
  }
}
