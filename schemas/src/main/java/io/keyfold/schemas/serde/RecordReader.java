package io.keyfold.schemas.serde;

import io.keyfold.schemas.error.NotAvroException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Decodes records of one writer schema into the generated class. Thread-safe. */
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
        throw new NotAvroException("unexpected bytes after the record of " + name);
      }
      return record;
    } catch (NotAvroException trailing) {
      throw trailing;
    } catch (IOException | RuntimeException damaged) {
      // Invalid bytes make Avro and logical types throw many kinds of runtime exceptions. The schemas were checked
      // before, so the cause is the bytes.
      throw new NotAvroException("the bytes are not a record of " + name, damaged);
    }
  }
}
