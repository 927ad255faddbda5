package io.keyfold.standalone.openapi;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gives each component an example, made of the examples of its fields. */
final class Examples {

  private final Components components;
  private final Vocabulary vocabulary;
  private final Gaps gaps;

  Examples(Components components, Vocabulary vocabulary, Gaps gaps) {
    this.components = components;
    this.vocabulary = vocabulary;
    this.gaps = gaps;
  }

  /** Adds what is missing. */
  void complete() {
    components.all().forEach((name, schema) -> {
      if (!schema.has("examples")) {
        schema.putArray("examples").add(of(name, schema));
      }
    });
  }

  private JsonNode of(String owner, JsonNode schema) {
    ObjectNode example = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      example.set(property.getKey(), of(owner, property.getKey(), property.getValue()));
    }
    return example;
  }

  private JsonNode of(String owner, String name, JsonNode schema) {
    if (schema.has("const")) {
      return schema.path("const");
    }
    return vocabulary.example(owner, name).orElseGet(() -> structure(owner, name, schema));
  }

  private JsonNode structure(String owner, String name, JsonNode schema) {
    JsonNode target = schema.has("oneOf") ? schema.path("oneOf").path(0) : schema;
    String ref = target.path("$ref").asString("");
    if (!ref.isEmpty()) {
      String component = ref.substring(ref.lastIndexOf('/') + 1);
      ObjectNode referred = components.get(component);
      return referred.has("examples") ? referred.path("examples").path(0) : of(component, referred);
    }
    if (target.has("items")) {
      return JsonNodeFactory.instance.arrayNode().add(structure(owner, name, target.path("items")));
    }
    return gaps.value(owner + "." + name + " has no example");
  }
}
