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
  private final Schema own;
  private final Schema written;
  private final boolean same;
  private final SpecificDatumWriter<SpecificRecord> writer;

  /**
   * Creates a writer.
   *
   * @param id the id of the written schema
   * @param own the type's schema in this build
   * @param written the schema of the id; if it differs, records are converted
   * @param model Avro's model of the generated classes
   */
  RecordWriter(int id, Schema own, Schema written, SpecificData model) {
    this.id = id;
    this.own = own;
    this.written = written;
    this.same = SchemaNormalization.toParsingForm(own).equals(SchemaNormalization.toParsingForm(written));
    this.writer = new SpecificDatumWriter<>(own, model);
  }

  /** {@return the magic byte, the schema id and the Avro data} */
  byte[] write(SpecificRecord record) {
    var bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    bytes.writeBytes(ByteBuffer.allocate(WireFormat.HEADER_BYTES).put(WireFormat.MAGIC).putInt(id).array());
    try {
      // A buffering encoder allocates 2 KiB, more than nearly all records need.
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      if (same) {
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
      var reader = new GenericDatumReader<Object>(own, written);
      Object generic = reader.read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
      new GenericDatumWriter<Object>(written).write(generic, target);
    } catch (AvroRuntimeException differ) {
      throw new SchemaIncompatibleException(
        "this record cannot be converted to the registered schema of " + own.getFullName()
      );
    }
  }
}
