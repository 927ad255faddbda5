package io.keyfold.schemas.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contracts are documented and extensible. */
class SchemaStyleTest {

  static List<Contract> contracts() {
    return Contract.all();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void everyRecordFieldAndEnumIsDocumented(Contract contract) {
    for (Schema type : namedTypes(contract.schema())) {
      assertThat(type.getDoc()).as(type.getFullName()).isNotBlank();
      if (type.getType() == Schema.Type.RECORD) {
        for (Schema.Field field : type.getFields()) {
          assertThat(field.doc())
            .as(type.getFullName() + "." + field.name())
            .isNotBlank();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void everyEnumHasADefaultForUnknownSymbols(Contract contract) {
    for (Schema type : namedTypes(contract.schema())) {
      if (type.getType() == Schema.Type.ENUM) {
        assertThat(type.getEnumSymbols()).as(type.getFullName()).contains(type.getEnumDefault());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void everyNullableFieldHasADefault(Contract contract) {
    for (Schema type : namedTypes(contract.schema())) {
      if (type.getType() == Schema.Type.RECORD) {
        for (Schema.Field field : type.getFields()) {
          if (field.schema().isNullable()) {
            assertThat(field.hasDefaultValue())
              .as(type.getFullName() + "." + field.name())
              .isTrue();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  @Tag("promise-6")
  void quantitiesAreNotFloatingPoint(Contract contract) {
    for (Schema type : namedTypes(contract.schema())) {
      if (type.getType() == Schema.Type.RECORD) {
        assertThat(type.getFields())
          .extracting(field -> field.schema().getType())
          .doesNotContain(Schema.Type.FLOAT, Schema.Type.DOUBLE);
      }
    }
  }

  private static Iterable<Schema> namedTypes(Schema schema) {
    Map<String, Schema> found = new LinkedHashMap<>();
    collect(schema, found);
    return found.values();
  }

  private static void collect(Schema schema, Map<String, Schema> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (found.putIfAbsent(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), found));
        }
      }
      case ENUM -> found.putIfAbsent(schema.getFullName(), schema);
      case ARRAY -> collect(schema.getElementType(), found);
      case MAP -> collect(schema.getValueType(), found);
      case UNION -> schema.getTypes().forEach(type -> collect(type, found));
      default -> {
        // Primitive types have no name.
      }
    }
  }
}
