package io.keyfold.acceptance.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Decodes records with Confluent's wire format and the registry's REST API only, without Keyfold's classes. */
public final class ExternalReader {

  private static final int PREFIX = 5;

  private final Map<Integer, Schema> schemas = new HashMap<>();
  private final Api registry;

  /** Creates a reader that uses the registry at the URL. */
  public ExternalReader(String registryUrl) {
    this.registry = Api.beside(registryUrl);
  }

  /** {@return the decoded record} */
  public GenericRecord decode(byte[] value) {
    ByteBuffer prefix = ByteBuffer.wrap(value);
    assertThat(prefix.get()).as("magic byte").isZero();
    Schema schema = schemas.computeIfAbsent(prefix.getInt(), this::ask);
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, PREFIX, value.length - PREFIX, null);
    try {
      GenericRecord decoded = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
      assertThat(decoder.isEnd()).as("nothing follows the record").isTrue();
      return decoded;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the registry's subjects} */
  public String subjects() {
    return registry.get("/subjects").expect(200).text();
  }

  private Schema ask(int id) {
    return new Schema.Parser().parse(
      registry
        .get("/schemas/ids/" + id)
        .expect(200)
        .text("schema")
    );
  }
}
