package io.keyfold.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.MapView;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class ReadBarrierTest {

  private static final TenantId TENANT = new TenantId("tnt_acme");

  private final Counter unconfirmed = Counter.builder("unconfirmed").register(new SimpleMeterRegistry());

  @Test
  @Tag("promise-3")
  void aUseWaitsForTheLastOfTheViews() {
    Sinks.Empty<Void> last = Sinks.empty();
    ReadBarrier freshness = new ReadBarrier(
      List.of(new MapView(Mono.empty()), new MapView(last.asMono())),
      unconfirmed
    );

    StepVerifier.create(freshness.of(TENANT)).then(last::tryEmitEmpty).verifyComplete();

    assertThat(unconfirmed()).isZero();
  }

  @Test
  void withoutKafkaAUseProceedsAfterTheTimeoutAndIsCounted() {
    ReadBarrier freshness = new ReadBarrier(List.of(new MapView(Mono.never())), unconfirmed);

    StepVerifier.withVirtualTime(() -> freshness.of(TENANT))
      .expectSubscription()
      .expectNoEvent(ReadBarrier.TIMEOUT.minusMillis(1))
      .thenAwait(ReadBarrier.TIMEOUT)
      .verifyComplete();

    assertThat(unconfirmed()).isEqualTo(1);
  }

  @Test
  void withoutCaughtUpViewsAUseProceedsAndIsCounted() {
    ReadBarrier freshness = new ReadBarrier(
      List.of(new MapView(Mono.error(new IllegalStateException("behind")))),
      unconfirmed
    );

    StepVerifier.create(freshness.of(TENANT)).verifyComplete();

    assertThat(unconfirmed()).isEqualTo(1);
  }

  private double unconfirmed() {
    return unconfirmed.count();
  }
}
