package io.keyfold.chaos.fault;

import io.keyfold.chaos.cluster.Cluster;
import io.keyfold.chaos.cluster.ClusterFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records that nobody can read, in every partition of every topic: set aside, and their partitions go on. */
final class Poison {

  private static final List<String> TOPICS = List.of(
    "deployment.commands",
    "authconfig.commands",
    "session.commands",
    "deployment.events",
    "authconfig.events",
    "session.events",
    "authconfig.keys",
    "usage.records",
    "usage.totals",
    "usage.watermarks"
  );

  private Poison() {}

  static Fault fault() {
    return new Fault("poison", Set.of(), Duration.ofSeconds(10), Poison::spread, Fault.NOTHING, Limits.unnoticed());
  }

  private static void spread(Cluster cluster) throws InterruptedException {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", cluster.bootstrapServers());
    config.put("acks", "all");
    byte[] key = "chaos-poison".getBytes(StandardCharsets.UTF_8);
    try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String topic : TOPICS) {
        for (PartitionInfo partition : producer.partitionsFor(topic)) {
          for (byte[] value : values()) {
            producer.send(new ProducerRecord<>(topic, partition.partition(), key, value)).get();
          }
        }
      }
    } catch (ExecutionException e) {
      throw new ClusterFailure("cannot write to the log: " + e.getCause());
    }
  }

  /** No record at all; a schema that nobody registered; a real schema's id and then nothing that fits it. */
  private static List<byte[]> values() {
    return List.of(
      new byte[0],
      "{\"not\":\"avro\"}".getBytes(StandardCharsets.UTF_8),
      ByteBuffer.allocate(9)
        .put((byte) 0)
        .putInt(1_999_999_999)
        .putInt(7)
        .array(),
      ByteBuffer.allocate(9)
        .put((byte) 0)
        .putInt(1)
        .putInt(-1)
        .array()
    );
  }
}
