package io.keyfold.session.spool;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;

/** Metrics of the spool, which rejects calls when it is full. */
final class SpoolMetrics {

  private SpoolMetrics() {}

  static void register(MeterRegistry registry, SpoolSettings settings, DiskSpool spool, SpoolSender sender) {
    Gauge.builder("keyfold.usage.spool.records", spool, it -> it.backlog().records())
      .description("Usage records waiting for Kafka")
      .register(registry);
    Gauge.builder("keyfold.usage.spool.size", spool, it -> it.backlog().bytes())
      .baseUnit("bytes")
      .description("Bytes of usage records waiting for Kafka")
      .register(registry);
    Gauge.builder("keyfold.usage.spool.capacity", settings, it -> it.capacity().toBytes())
      .baseUnit("bytes")
      .description("Maximum bytes waiting for Kafka before calls are rejected")
      .register(registry);
    Gauge.builder("keyfold.usage.spool.queue", spool, DiskSpool::queued)
      .description("Usage records waiting for the disk")
      .register(registry);
    TimeGauge.builder("keyfold.usage.spool.oldest", sender, TimeUnit.MILLISECONDS, it -> it.oldestAge().toMillis())
      .description("Age of the oldest record waiting for Kafka")
      .register(registry);
    FunctionCounter.builder("keyfold.usage.spool.refused", spool, DiskSpool::rejected)
      .description("Calls rejected because their usage record could not be written")
      .register(registry);
    FunctionCounter.builder("keyfold.usage.spool.sent", sender, SpoolSender::sent)
      .description("Usage records acknowledged by Kafka")
      .register(registry);
  }
}
