package io.keyfold.schemas.serde;

import io.keyfold.schemas.error.SchemaIncompatibleException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Finds generated classes by the full name of a schema, and defines the conversions of logical types. */
final class RecordTypes {

  private RecordTypes() {}

  /** {@return the data model: timestamp-micros as Instant, decimal as BigDecimal, uuid as UUID} */
  static SpecificData model() {
    SpecificData model = new SpecificData(RecordTypes.class.getClassLoader());
    model.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    model.addLogicalTypeConversion(new Conversions.DecimalConversion());
    model.addLogicalTypeConversion(new Conversions.UUIDConversion());
    return model;
  }

  /**
   * {@return this build's schema of a writer's type}
   *
   * @throws SchemaIncompatibleException if there is no generated class or the schemas are incompatible
   */
  static Schema readerOf(Schema writer) {
    Schema reader = SpecificData.get().getSchema(typeNamed(writer));
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
      return reader;
    }
    List<String> problems = new ArrayList<>();
    result.getIncompatibilities().forEach(found -> problems.add(found.getType() + " at " + found.getLocation()));
    throw new SchemaIncompatibleException(
      "this build cannot read the registered schema of " + writer.getFullName() + ": " + String.join(", ", problems)
    );
  }

  /**
   * {@return the generated class with the name of a writer's schema}
   *
   * @throws SchemaIncompatibleException if there is none
   */
  static Class<? extends SpecificRecord> typeNamed(Schema writer) {
    if (writer.getType() != Schema.Type.RECORD) {
      throw new SchemaIncompatibleException("the registered schema is not a record but " + writer.getType());
    }
    try {
      // Does not initialise the class before its type is checked, since the name is external input.
      Class<?> type = Class.forName(writer.getFullName(), false, RecordTypes.class.getClassLoader());
      return type.asSubclass(SpecificRecord.class);
    } catch (ClassNotFoundException | ClassCastException | LinkageError none) {
      throw new SchemaIncompatibleException("this build has no type " + writer.getFullName());
    }
  }
}
