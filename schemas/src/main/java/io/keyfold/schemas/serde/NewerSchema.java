package io.keyfold.schemas.serde;

import io.keyfold.schemas.error.SchemaIncompatibleException;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Detects schemas of newer releases. */
final class NewerSchema {

  private static final String NAMESPACE = "io.keyfold.";

  private NewerSchema() {}

  /**
   * {@return whether a newer release wrote the schema: a Keyfold type, field or enum symbol unknown to this build}
   * Schemas of other namespaces are foreign, not newer.
   */
  static boolean is(Schema writer) {
    if (writer.getType() != Schema.Type.RECORD || !writer.getFullName().startsWith(NAMESPACE)) {
      return false;
    }
    try {
      Schema reader = SpecificData.get().getSchema(RecordTypes.typeNamed(writer));
      return !elements(reader).containsAll(elements(writer));
    } catch (SchemaIncompatibleException unknown) {
      return true;
    }
  }

  private static Set<String> elements(Schema schema) {
    Set<String> elements = new HashSet<>();
    collect(schema, elements, new HashSet<>());
    return elements;
  }

  private static void collect(Schema schema, Set<String> elements, Set<String> visited) {
    switch (schema.getType()) {
      case RECORD -> {
        if (visited.add(schema.getFullName())) {
          for (Schema.Field field : schema.getFields()) {
            elements.add(schema.getFullName() + "." + field.name());
            collect(field.schema(), elements, visited);
          }
        }
      }
      case ENUM -> schema.getEnumSymbols().forEach(symbol -> elements.add(schema.getFullName() + "." + symbol));
      case ARRAY -> collect(schema.getElementType(), elements, visited);
      case MAP -> collect(schema.getValueType(), elements, visited);
      case UNION -> schema.getTypes().forEach(type -> collect(type, elements, visited));
      default -> elements.add(schema.getFullName());
    }
  }
}
