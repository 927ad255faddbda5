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

/** Counts the services' events by type, from its creation on. Confined to one thread. */
final class EventCounter implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);
  private static final String REJECTED = "CommandRejected";

  private final Map<String, Long> counts = new HashMap<>();
  private final Consumer<byte[], byte[]> consumer;

  EventCounter(String servers) {
    List<String> topics = List.of(Topics.DEPLOYMENT_EVENTS.name(), Topics.AUTHCONFIG_EVENTS.name());
    this.consumer = new Clients(servers).consumerFromEnd(topics);
  }

  /**
   * Waits until a number of events of a type was read.
   *
   * @throws IllegalStateException if a command is rejected, or no event arrives for 60 s
   */
  void await(String type, long count) {
    long last = System.nanoTime();
    while (counts.getOrDefault(type, 0L) < count) {
      boolean progress = poll();
      last = progress ? System.nanoTime() : last;
      if (System.nanoTime() - last > IDLE_TIMEOUT.toNanos()) {
        throw new IllegalStateException(
          "no events for " + IDLE_TIMEOUT.toSeconds() + " s: " + counts + ", expected " + count + " " + type
        );
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
      throw new IllegalStateException("a command was rejected: " + counts);
    }
    return !records.isEmpty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
