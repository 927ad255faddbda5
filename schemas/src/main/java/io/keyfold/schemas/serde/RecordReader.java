package io.keyfold.schemas.serde;

import io.keyfold.schemas.error.NotAvroException;
import java.io.IOException;
import java.time.DateTimeException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Reads records that one schema wrote into the generated class of that name. Thread-safe. */
final class RecordReader {

  private final String name;
  private final SpecificDatumReader<SpecificRecord> reader;

  RecordReader(Schema writer, SpecificData model) {
    this.name = writer.getFullName();
    this.reader = new SpecificDatumReader<>(writer, RecordTypes.readerOf(writer), model);
  }

  /**
   * {@return the record}
   *
   * @throws NotAvroException if the bytes are not exactly one record
   */
  SpecificRecord read(byte[] bytes, int offset) {
    try {
      BoundedDecoder decoder = new BoundedDecoder(bytes, offset);
      SpecificRecord record = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new NotAvroException("bytes follow the record of " + name);
      }
      return record;
    } catch (
      IOException
      | AvroRuntimeException
      | IllegalArgumentException
      | IndexOutOfBoundsException
      | ArithmeticException
      | DateTimeException damaged
    ) {
      // What Avro and the logical types throw at bytes that were not written with this schema.
      throw new NotAvroException("the bytes are no record of " + name, damaged);
    }
  }
}
