package io.keyfold.session.spool;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;

/** What an operator watches of the spool: it refuses calls when it is full. */
final class SpoolMetrics {

  private SpoolMetrics() {}

  static void register(MeterRegistry registry, SpoolSettings settings, DiskSpool spool, SpoolSender sender) {
    Gauge.builder("keyfold.usage.spool.records", spool, it -> it.backlog().records())
      .description("Records of use that wait for Kafka")
      .register(registry);
    Gauge.builder("keyfold.usage.spool.size", spool, it -> it.backlog().bytes())
      .baseUnit("bytes")
      .description("Bytes of them")
      .register(registry);
    Gauge.builder("keyfold.usage.spool.capacity", settings, it -> it.capacity().toBytes())
      .baseUnit("bytes")
      .description("Bytes that may wait before calls are refused")
      .register(registry);
    Gauge.builder("keyfold.usage.spool.queue", spool, DiskSpool::queued)
      .description("Records of use that wait for the disk")
      .register(registry);
    TimeGauge.builder("keyfold.usage.spool.oldest", sender, TimeUnit.MILLISECONDS, it -> it.oldestAge().toMillis())
      .description("Age of the oldest record that waits for Kafka")
      .register(registry);
    FunctionCounter.builder("keyfold.usage.spool.refused", spool, DiskSpool::refused)
      .description("Calls that were refused because their record could not be written down")
      .register(registry);
    FunctionCounter.builder("keyfold.usage.spool.sent", sender, SpoolSender::sent)
      .description("Records of use that Kafka has acknowledged")
      .register(registry);
  }
}
