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
  public Mono<Void> begin(UsageRecorded begin, Supplier<UsageCompleted> notMade) {
    return spool.begin(begin, notMade).doOnSuccess(done -> count(begin));
  }

  @Override
  public Instant floor() {
    return spool.floor();
  }

  private void count(UsageEvent record) {
    switch (record) {
      case UsageRecorded begin -> meters.counter("keyfold.usage.recorded", "meter", begin.getMeter()).increment();
      case UsageCompleted end -> Timer.builder("keyfold.calls")
        .description("completed metered operations, e.g. tool calls, by outcome")
        .tag("provider", provider(end.getProviderId()))
        .tag("outcome", end.getOutcome().name())
        .register(meters)
        .record(Duration.ofNanos(end.getDurationMicros() * 1_000));
    }
  }

  private String provider(String id) {
    return providers.contains(id) || (providers.size() < MAX_PROVIDERS && providers.add(id)) ? id : OTHERS;
  }
}
