package io.keyfold.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Deterministic records with all fields set: no nulls, no empty lists, and values derived from field names. */
public final class SampleRecords {

  /** 2026-01-02T03:04:05.678901Z. */
  private static final long SOME_TIME = 1_767_323_045_678_901L;

  private SampleRecords() {}

  /** {@return a complete record of a generated class} */
  public static <T extends SpecificRecord> T full(Class<T> type) {
    Schema schema = SpecificData.get().getSchema(type);
    try {
      var reader = new SpecificDatumReader<T>(schema, schema, RecordTypes.model());
      return reader.read(null, DecoderFactory.get().binaryDecoder(binary(schema), null));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** {@return a complete record of a schema as binary Avro} */
  public static byte[] binary(Schema schema) {
    var bytes = new ByteArrayOutputStream();
    try {
      var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<Object>(schema).write(value(schema, schema.getName()), encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static Object value(Schema schema, String path) {
    return switch (schema.getType()) {
      case RECORD -> {
        GenericData.Record record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema(), field.name())));
        yield record;
      }
      case ENUM -> new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(0));
      case ARRAY -> List.of(value(schema.getElementType(), path + " 1"), value(schema.getElementType(), path + " 2"));
      case MAP -> Map.of(path + " key", value(schema.getValueType(), path));
      case UNION -> value(schema.getTypes().get(schema.getTypes().size() - 1), path);
      case FIXED -> new GenericData.Fixed(schema, new byte[schema.getFixedSize()]);
      case STRING -> schema.getLogicalType() == null
        ? path
        : UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)).toString();
      case BYTES -> ByteBuffer.wrap(new byte[] { 1, 2, (byte) path.length() });
      case INT -> path.length();
      case LONG -> schema.getLogicalType() == null ? 1_000L + path.length() : SOME_TIME;
      case FLOAT -> 1.5f;
      case DOUBLE -> 2.5d;
      case BOOLEAN -> true;
      case NULL -> throw new IllegalArgumentException("the last type of a union must not be null");
    };
  }
}
