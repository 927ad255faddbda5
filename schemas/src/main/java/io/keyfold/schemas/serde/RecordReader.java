package io.keyfold.schemas.serde;

import io.keyfold.schemas.error.NotAvroException;
import java.io.IOException;
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
    } catch (NotAvroException trailing) {
      throw trailing;
    } catch (IOException | RuntimeException damaged) {
      // At bytes that another schema wrote, Avro and the logical types throw nearly every kind of runtime exception. That
      // the schemas themselves resolve was checked before, so the bytes are to blame.
      throw new NotAvroException("the bytes are no record of " + name, damaged);
    }
  }
}
