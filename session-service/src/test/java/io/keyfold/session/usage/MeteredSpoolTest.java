package io.keyfold.session.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.metering.CallNotAttempted;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class MeteredSpoolTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MeteredSpool spool = new MeteredSpool(record -> Mono.empty(), meters);

  @Test
  void countsCallsByProviderAndOutcome() {
    spool.append(operation("prv_1").recorded(Outcome.UNKNOWN, AT)).block();
    spool.append(operation("prv_1").completed(Outcome.TIMED_OUT, AT, Duration.ofMillis(7), null, null)).block();

    assertThat(meters.get("keyfold.usage.recorded").tag("meter", "tool_calls").counter().count()).isEqualTo(1);
    assertThat(meters.get("keyfold.calls").tags("provider", "prv_1", "outcome", "TIMED_OUT").timer().count()).isEqualTo(
      1
    );
  }

  @Test
  void doesNotCountWhatWasNotRecorded() {
    MeteredSpool full = new MeteredSpool(record -> Mono.error(new IllegalStateException("full")), meters);

    full.append(operation("prv_1").recorded(Outcome.UNKNOWN, AT)).onErrorComplete().block();

    assertThat(meters.find("keyfold.usage.recorded").counter()).isNull();
  }

  @Test
  void passesTheCompletionOfANotStartedOperationToTheSpool() {
    List<UsageEvent> ends = new ArrayList<>();
    UsageSpool silent = new UsageSpool() {
      @Override
      public Mono<Void> append(UsageEvent record) {
        return Mono.empty();
      }

      @Override
      public Mono<Void> appendStart(UsageRecorded start, Supplier<UsageCompleted> notAttempted) {
        ends.add(notAttempted.get());
        return Mono.error(new IllegalStateException("no response"));
      }
    };
    UsageCompleted end = operation("prv_1").completed(Outcome.FAILED, AT, Duration.ZERO, null, CallNotAttempted.CODE);

    new MeteredSpool(silent, meters)
      .appendStart(operation("prv_1").recorded(Outcome.UNKNOWN, AT), () -> end)
      .onErrorComplete()
      .block();

    assertThat(ends).containsExactly(end);
    assertThat(meters.find("keyfold.usage.recorded").counter()).isNull();
  }

  @Test
  void boundsTheNumberOfProviders() {
    for (int i = 0; i < 150; i++) {
      spool.append(operation("prv_" + i).completed(Outcome.SUCCEEDED, AT, Duration.ZERO, null, null)).block();
    }

    assertThat(meters.find("keyfold.calls").timers()).hasSize(101);
    assertThat(meters.get("keyfold.calls").tag("provider", "others").timer().count()).isEqualTo(50);
  }

  private static MeteredOperation operation(String provider) {
    return new MeteredOperation(
      "tcl_1",
      Meter.TOOL_CALLS,
      AT,
      new Actor(ActorType.API_KEY, "apk_1"),
      "req_1",
      new TenantId("tnt_1"),
      provider,
      "pdp_1",
      null,
      null,
      null,
      null,
      "search",
      Payer.CUSTOMER,
      null,
      null,
      null
    );
  }
}
