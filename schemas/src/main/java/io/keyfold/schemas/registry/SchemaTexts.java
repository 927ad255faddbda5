package io.keyfold.schemas.registry;

import java.util.Set;
import org.apache.avro.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Schemas as text, and the text that consumers of any language should see. */
public final class SchemaTexts {

  /** Properties that only steer Java's code generation. */
  private static final Set<String> BUILD_DETAILS = Set.of("java-implements", "avro.java.string");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SchemaTexts() {}

  /**
   * {@return the schema that a text tells}
   *
   * @throws org.apache.avro.SchemaParseException if it tells none
   */
  public static Schema parse(String text) {
    return new Schema.Parser().parse(text);
  }

  /**
   * {@return the schema without what only this build is concerned with} Its binary form is the same. Registered like this,
   * a schema does not change when a Java interface is renamed.
   */
  public static Schema published(Schema schema) {
    JsonNode tree = JSON.readTree(schema.toString());
    strip(tree);
    return parse(JSON.writeValueAsString(tree));
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(BUILD_DETAILS);
    }
    node.forEach(SchemaTexts::strip);
  }
}
