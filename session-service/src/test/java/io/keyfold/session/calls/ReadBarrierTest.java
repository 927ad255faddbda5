package io.keyfold.session.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.MapView;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class ReadBarrierTest {

  private static final TenantId TENANT = new TenantId("tnt_acme");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  @Tag("promise-3")
  void aCallWaitsForTheLastOfTheViews() {
    Sinks.Empty<Void> last = Sinks.empty();
    ReadBarrier freshness = new ReadBarrier(List.of(new MapView(Mono.empty()), new MapView(last.asMono())), meters);

    StepVerifier.create(freshness.of(TENANT)).then(last::tryEmitEmpty).verifyComplete();

    assertThat(unconfirmed()).isZero();
  }

  @Test
  void withoutKafkaACallProceedsAfterTheTimeoutAndIsCounted() {
    ReadBarrier freshness = new ReadBarrier(List.of(new MapView(Mono.never())), meters);

    StepVerifier.withVirtualTime(() -> freshness.of(TENANT))
      .expectSubscription()
      .expectNoEvent(ReadBarrier.TIMEOUT.minusMillis(1))
      .thenAwait(ReadBarrier.TIMEOUT)
      .verifyComplete();

    assertThat(unconfirmed()).isEqualTo(1);
  }

  @Test
  void withoutCaughtUpViewsACallProceedsAndIsCounted() {
    ReadBarrier freshness = new ReadBarrier(
      List.of(new MapView(Mono.error(new IllegalStateException("behind")))),
      meters
    );

    StepVerifier.create(freshness.of(TENANT)).verifyComplete();

    assertThat(unconfirmed()).isEqualTo(1);
  }

  private double unconfirmed() {
    return meters.get("keyfold.calls.unconfirmed").counter().count();
  }
}
