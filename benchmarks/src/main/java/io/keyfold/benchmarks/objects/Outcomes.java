package io.keyfold.benchmarks.objects;

import io.keyfold.benchmarks.kafka.Clients;
import io.keyfold.platform.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Counts what the services decided, by type of event, from when it is made. Confined to one thread. */
final class Outcomes implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String REJECTED = "CommandRejected";

  private final Map<String, Long> counts = new HashMap<>();
  private final Consumer<byte[], byte[]> consumer;

  Outcomes(String servers) {
    List<String> topics = List.of(Topics.DEPLOYMENT_EVENTS.name(), Topics.AUTHCONFIG_EVENTS.name());
    this.consumer = new Clients(servers).reading(topics);
  }

  /**
   * Returns when so many events of the type came.
   *
   * @throws IllegalStateException if a command is refused, or nothing comes any more
   */
  void await(String type, long count) {
    long last = System.nanoTime();
    while (counts.getOrDefault(type, 0L) < count) {
      boolean some = poll();
      last = some ? System.nanoTime() : last;
      if (System.nanoTime() - last > PATIENCE.toNanos()) {
        throw new IllegalStateException("nothing is decided any more: " + counts + ", wanted " + count + " " + type);
      }
    }
  }

  private boolean poll() {
    var records = consumer.poll(POLL);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Header type = record.headers().lastHeader("ce_type");
      if (type != null) {
        String name = new String(type.value(), StandardCharsets.UTF_8);
        counts.merge(name.substring(name.lastIndexOf('.') + 1), 1L, Long::sum);
      }
    }
    if (counts.containsKey(REJECTED)) {
      throw new IllegalStateException("a command was refused: " + counts);
    }
    return !records.isEmpty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
