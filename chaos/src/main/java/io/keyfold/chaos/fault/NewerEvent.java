package io.keyfold.chaos.fault;

import io.keyfold.chaos.cluster.Cluster;
import io.keyfold.chaos.cluster.ClusterFailure;
import io.keyfold.chaos.http.Api;
import io.keyfold.chaos.http.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes an event of a type that only a newer release knows; reads must continue. See docs/adr/0009. */
final class NewerEvent {

  private static final String TOPIC = "deployment.events";
  private static final String TYPE = "io.keyfold.deployment.events.DeploymentMoved";
  private static final String SCHEMA =
    "{\"type\":\"record\",\"name\":\"DeploymentMoved\",\"namespace\":\"io.keyfold.deployment.events\"," +
    "\"fields\":[{\"name\":\"to\",\"type\":\"long\"}]}";

  private NewerEvent() {}

  static Fault fault() {
    return new Fault(
      "newer-event",
      Set.of(),
      Duration.ofSeconds(10),
      NewerEvent::inject,
      Fault.NOTHING,
      Limits.noImpact()
    );
  }

  private static void inject(Cluster cluster) throws InterruptedException {
    Api registry = new Api(Api.client(), cluster.registryUrl(), "none");
    Reply registered = registry.post("/subjects/" + TOPIC + "-" + TYPE + "/versions", Map.of("schema", SCHEMA));
    if (!registered.ok()) {
      throw new ClusterFailure("the registry rejected a schema: " + registered.status() + " " + registered.body());
    }
    int id = registered.body().path("id").asInt(0);
    byte[] value = ByteBuffer.allocate(6)
      .put((byte) 0)
      .putInt(id)
      .put((byte) 2)
      .array();
    byte[] key = "chaos-newer".getBytes(StandardCharsets.UTF_8);
    Map<String, Object> config = Map.of("bootstrap.servers", cluster.bootstrapServers(), "acks", "all");
    try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (PartitionInfo partition : producer.partitionsFor(TOPIC)) {
        producer.send(new ProducerRecord<>(TOPIC, partition.partition(), key, value)).get();
      }
    } catch (ExecutionException e) {
      throw new ClusterFailure("cannot write to the log: " + e.getCause());
    }
  }
}
