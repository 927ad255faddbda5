package io.keyfold.schemas.serde;

import io.keyfold.schemas.error.SchemaIncompatibleException;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Tells whether a schema says more than this build understands. */
final class NewerSchema {

  private static final String OURS = "io.keyfold.";

  private NewerSchema() {}

  /**
   * {@return whether a newer release wrote it: a type of ours that this build does not have, or one with fields or symbols
   * that it does not have} What strangers write under names of their own is not newer, only foreign.
   */
  static boolean is(Schema writer) {
    if (writer.getType() != Schema.Type.RECORD || !writer.getFullName().startsWith(OURS)) {
      return false;
    }
    try {
      Schema reader = SpecificData.get().getSchema(RecordTypes.typeNamed(writer));
      return !said(reader).containsAll(said(writer));
    } catch (SchemaIncompatibleException unknown) {
      return true;
    }
  }

  private static Set<String> said(Schema schema) {
    Set<String> said = new HashSet<>();
    collect(schema, said, new HashSet<>());
    return said;
  }

  private static void collect(Schema schema, Set<String> said, Set<String> seen) {
    switch (schema.getType()) {
      case RECORD -> {
        if (seen.add(schema.getFullName())) {
          for (Schema.Field field : schema.getFields()) {
            said.add(schema.getFullName() + "." + field.name());
            collect(field.schema(), said, seen);
          }
        }
      }
      case ENUM -> schema.getEnumSymbols().forEach(symbol -> said.add(schema.getFullName() + "." + symbol));
      case ARRAY -> collect(schema.getElementType(), said, seen);
      case MAP -> collect(schema.getValueType(), said, seen);
      case UNION -> schema.getTypes().forEach(type -> collect(type, said, seen));
      default -> said.add(schema.getFullName());
    }
  }
}
