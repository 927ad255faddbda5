package io.keyfold.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import tools.jackson.databind.json.JsonMapper;

/** Decodes records with Confluent's wire format and the registry's REST API, without Keyfold's classes. */
final class ExternalReader implements AutoCloseable {

  private static final int HEADER_BYTES = 5;

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = JsonMapper.builder().build();
  private final Map<Integer, Schema> schemas = new HashMap<>();
  private final String registry;

  ExternalReader(String registry) {
    this.registry = registry;
  }

  GenericRecord decode(byte[] value) throws IOException, InterruptedException {
    ByteBuffer header = ByteBuffer.wrap(value);
    if (value.length < HEADER_BYTES || header.get() != 0) {
      throw new DemoStepException("a record on the log is not in Confluent's wire format");
    }
    Schema schema = schema(header.getInt());
    var decoder = DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null);
    return new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
  }

  @Override
  public void close() {
    http.close();
  }

  private Schema schema(int id) throws IOException, InterruptedException {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    HttpRequest request = HttpRequest.newBuilder(URI.create(registry + "/schemas/ids/" + id)).build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    Schema schema = new Schema.Parser().parse(json.readTree(response.body()).path("schema").asString());
    schemas.put(id, schema);
    return schema;
  }
}
