package io.keyfold.schemas.registry;

import java.util.Set;
import org.apache.avro.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Parses schemas, and removes build details from published ones. */
public final class SchemaTexts {

  /** Properties of Java code generation. */
  private static final Set<String> BUILD_DETAILS = Set.of("java-implements", "avro.java.string");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SchemaTexts() {}

  /**
   * {@return the parsed schema}
   *
   * @throws org.apache.avro.SchemaParseException if the text is not a schema
   */
  public static Schema parse(String text) {
    return new Schema.Parser().parse(text);
  }

  /**
   * {@return the schema without Java code generation properties} The binary format is unchanged, and renaming a Java
   * interface does not change the registered schema.
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
