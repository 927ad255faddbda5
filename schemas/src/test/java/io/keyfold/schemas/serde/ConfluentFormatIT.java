package io.keyfold.schemas.serde;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.schemas.registry.RegistryServer;
import io.keyfold.usage.UsageRecorded;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Third parties can read the records with Confluent's wire format, its REST API and generic Avro. */
class ConfluentFormatIT {

  @Test
  void recordsDecodeWithTheRestApiAndGenericAvro() throws Exception {
    try (
      RegistryServer server = new RegistryServer(null);
      AvroSerializer<UsageRecorded> serializer = new AvroSerializer<>();
      HttpClient http = HttpClient.newHttpClient()
    ) {
      serializer.configure(Map.of("schema.registry.url", "http://" + server.authority()), false);
      byte[] onTheTopic = requireNonNull(
        serializer.serialize("usage.records", SampleRecords.full(UsageRecorded.class))
      );

      assertThat(onTheTopic[0]).isZero();
      URI address = URI.create(
        "http://" + server.authority() + "/schemas/ids/" + ByteBuffer.wrap(onTheTopic).getInt(1)
      );
      String response = http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString()).body();
      Schema schema = new Schema.Parser().parse(JsonMapper.shared().readTree(response).get("schema").asString());
      byte[] avro = Arrays.copyOfRange(onTheTopic, 5, onTheTopic.length);
      GenericRecord record = new GenericDatumReader<GenericRecord>(schema).read(
        null,
        DecoderFactory.get().binaryDecoder(avro, null)
      );

      assertThat(record.get("tool")).hasToString("tool");
      assertThat(record.get("occurred_at")).isEqualTo(1_767_323_045_678_901L);
      assertThat(((GenericRecord) record.get("actor")).get("type")).hasToString("API_KEY");
    }
  }
}
