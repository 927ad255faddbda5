package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.log.ExternalReader;
import io.keyfold.acceptance.log.RawTopics;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningKeyfold.class)
class ThirdPartyConsumerIT {

  @Test
  void eventsAreReadableWithConfluentsWireFormatAndTheRegistry(Keyfold keyfold) {
    Keyfold.Internals internals = keyfold.requireInternals();
    Api api = keyfold.newTenant("Acme Corp");
    String id = api
      .post("/provider-deployments", Map.of("name", "Seen", "provider_id", "prv_exa"))
      .expect(200)
      .id();
    api.delete("/provider-deployments/" + id).expect(200);
    ExternalReader reader = new ExternalReader(internals.registry());
    List<String> types = new ArrayList<>();

    new RawTopics(internals.kafka()).committed("deployment.events", entry -> {
      GenericRecord event = reader.decode(entry.value());
      if (event.get("meta") instanceof GenericRecord meta && id.equals(String.valueOf(meta.get("object_id")))) {
        types.add(event.getSchema().getName());
        assertThat(header(entry, "ce_type")).endsWith(event.getSchema().getName());
        assertThat(header(entry, "ce_id")).isNotEmpty();
        assertThat(header(entry, "ce_specversion")).isEqualTo("1.0");
        assertThat(new String(entry.key(), StandardCharsets.UTF_8)).startsWith("tnt_");
      }
    });

    assertThat(types).containsExactly("DeploymentCreated", "DeploymentArchived");
    assertThat(reader.subjects()).contains("deployment.events-io.keyfold.deployment.events.DeploymentCreated");
  }

  private static String header(ConsumerRecord<byte[], byte[]> entry, String name) {
    Header header = entry.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
