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

/**
 * Writes records that cannot be decoded to every partition of every topic. Consumers must move them to the dead letter
 * topic and continue.
 */
final class PoisonRecords {

  private static final List<String> TOPICS = List.of(
    "deployment.commands",
    "authconfig.commands",
    "session.commands",
    "deployment.events",
    "authconfig.events",
    "session.events",
    "session.signals",
    "authconfig.keys",
    "usage.records",
    "usage.totals",
    "usage.watermarks"
  );

  private PoisonRecords() {}

  static Fault fault() {
    return new Fault(
      "poison",
      Set.of(),
      Duration.ofSeconds(10),
      PoisonRecords::inject,
      Fault.NOTHING,
      Limits.noImpact()
    );
  }

  private static void inject(Cluster cluster) throws InterruptedException {
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

  /** Values without a header, with an unregistered schema id, and with a valid schema id but an invalid body. */
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
