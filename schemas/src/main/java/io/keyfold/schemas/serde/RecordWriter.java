package io.keyfold.schemas.serde;

import io.keyfold.schemas.error.SchemaIncompatibleException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Encodes records of one type with one schema id. Thread-safe. */
final class RecordWriter {

  private static final int INITIAL_BYTES = 512;

  private final int id;
  private final Schema typeSchema;
  private final Schema targetSchema;
  private final boolean identical;
  private final SpecificDatumWriter<SpecificRecord> writer;

  /**
   * Creates a writer.
   *
   * @param id the id of the written schema
   * @param typeSchema the type's schema in this build
   * @param targetSchema the schema of the id; if it differs, records are converted
   * @param model Avro's model of the generated classes
   */
  RecordWriter(int id, Schema typeSchema, Schema targetSchema, SpecificData model) {
    this.id = id;
    this.typeSchema = typeSchema;
    this.targetSchema = targetSchema;
    this.identical = SchemaNormalization.toParsingForm(typeSchema).equals(
      SchemaNormalization.toParsingForm(targetSchema)
    );
    this.writer = new SpecificDatumWriter<>(typeSchema, model);
  }

  /** {@return the magic byte, the schema id and the Avro data} */
  byte[] write(SpecificRecord record) {
    var bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    bytes.writeBytes(ByteBuffer.allocate(WireFormat.HEADER_BYTES).put(WireFormat.MAGIC).putInt(id).array());
    try {
      // A buffering encoder allocates 2 KiB, more than nearly all records need.
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      if (identical) {
        writer.write(record, encoder);
      } else {
        convert(record, encoder);
      }
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private void convert(SpecificRecord record, BinaryEncoder target) throws IOException {
    var bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    writer.write(record, encoder);
    try {
      var reader = new GenericDatumReader<Object>(typeSchema, targetSchema);
      Object generic = reader.read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
      new GenericDatumWriter<Object>(targetSchema).write(generic, target);
    } catch (AvroRuntimeException differ) {
      throw new SchemaIncompatibleException(
        "this record cannot be converted to the registered schema of " + typeSchema.getFullName()
      );
    }
  }
}
