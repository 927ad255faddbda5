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

/** Writes records of one type under one schema id. Thread-safe. */
final class RecordWriter {

  private static final int USUAL_BYTES = 512;

  private final int id;
  private final Schema own;
  private final Schema written;
  private final boolean same;
  private final SpecificDatumWriter<SpecificRecord> writer;

  /**
   * Prepares for a type.
   *
   * @param id the id that stands for the schema that is written
   * @param own the type's own schema
   * @param written the schema under the id; if it differs, records are translated
   * @param model Avro's model of the generated classes
   */
  RecordWriter(int id, Schema own, Schema written, SpecificData model) {
    this.id = id;
    this.own = own;
    this.written = written;
    this.same = SchemaNormalization.toParsingForm(own).equals(SchemaNormalization.toParsingForm(written));
    this.writer = new SpecificDatumWriter<>(own, model);
  }

  /** {@return magic byte, schema id and Avro} */
  byte[] write(SpecificRecord record) {
    var bytes = new ByteArrayOutputStream(USUAL_BYTES);
    bytes.writeBytes(ByteBuffer.allocate(WireFormat.HEADER_BYTES).put(WireFormat.MAGIC).putInt(id).array());
    try {
      // Direct: a buffering encoder would allocate 2 KiB more than nearly every record needs.
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      if (same) {
        writer.write(record, encoder);
      } else {
        translate(record, encoder);
      }
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private void translate(SpecificRecord record, BinaryEncoder target) throws IOException {
    var bytes = new ByteArrayOutputStream(USUAL_BYTES);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    writer.write(record, encoder);
    try {
      var reader = new GenericDatumReader<Object>(own, written);
      Object generic = reader.read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
      new GenericDatumWriter<Object>(written).write(generic, target);
    } catch (AvroRuntimeException differ) {
      throw new SchemaIncompatibleException("the registered schema cannot hold this record of " + own.getFullName());
    }
  }
}
