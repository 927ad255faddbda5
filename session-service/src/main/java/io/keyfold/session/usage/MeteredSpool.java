package io.keyfold.session.usage;

import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Publishes usage metrics: records by meter, and calls by provider and outcome with their duration. Tenants can create
 * providers, so only the first {@value #MAX_PROVIDERS} providers called get their own series.
 */
public final class MeteredSpool implements UsageSpool {

  private static final int MAX_PROVIDERS = 100;
  private static final String OTHERS = "others";

  private final UsageSpool spool;
  private final MeterRegistry meters;
  private final Set<String> providers = ConcurrentHashMap.newKeySet();

  /** Counts the records that this spool accepts. */
  public MeteredSpool(UsageSpool spool, MeterRegistry meters) {
    this.spool = spool;
    this.meters = meters;
    meters.gauge("keyfold.calls.providers", providers, Set::size);
  }

  @Override
  public Mono<Void> append(UsageEvent record) {
    return spool.append(record).doOnSuccess(done -> count(record));
  }

  @Override
  public Mono<Void> appendStart(UsageRecorded start, Supplier<UsageCompleted> notAttempted) {
    return spool.appendStart(start, notAttempted).doOnSuccess(done -> count(start));
  }

  @Override
  public Instant floor() {
    return spool.floor();
  }

  private void count(UsageEvent record) {
    switch (record) {
      case UsageRecorded start -> meters.counter("keyfold.usage.recorded", "meter", start.getMeter()).increment();
      case UsageCompleted completion -> Timer.builder("keyfold.calls")
        .description("completed metered operations, e.g. tool calls, by outcome")
        .tag("provider", provider(completion.getProviderId()))
        .tag("outcome", completion.getOutcome().name())
        .register(meters)
        .record(Duration.ofNanos(completion.getDurationMicros() * 1_000));
    }
  }

  private String provider(String id) {
    return providers.contains(id) || (providers.size() < MAX_PROVIDERS && providers.add(id)) ? id : OTHERS;
  }
}
