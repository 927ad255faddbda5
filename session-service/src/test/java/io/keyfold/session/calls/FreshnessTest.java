package io.keyfold.session.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.FoldedListener;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class FreshnessTest {

  private static final TenantId TENANT = new TenantId("tnt_acme");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  /** A view of which only how far it is matters here. */
  private record Behind(Mono<Void> until) implements View {
    @Override
    public Mono<Void> caughtUp(String recordKey) {
      return until;
    }

    @Override
    public <T> Mono<T> await(String recordKey, Function<State, Optional<T>> lookUp) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void listen(FoldedListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> find(Key<T> key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> void scan(Scan<T> scan, BiPredicate<String, T> visitor) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void aCallWaitsForTheLastOfTheViews() {
    Sinks.Empty<Void> last = Sinks.empty();
    Freshness freshness = new Freshness(List.of(new Behind(Mono.empty()), new Behind(last.asMono())), meters);

    StepVerifier.create(freshness.of(TENANT)).then(last::tryEmitEmpty).verifyComplete();

    assertThat(unconfirmed()).isZero();
  }

  @Test
  void whileKafkaDoesNotAnswerACallGoesOnAfterTheBoundAndIsCounted() {
    Freshness freshness = new Freshness(List.of(new Behind(Mono.never())), meters);

    StepVerifier.withVirtualTime(() -> freshness.of(TENANT))
      .expectSubscription()
      .expectNoEvent(Freshness.BOUND.minusMillis(1))
      .thenAwait(Freshness.BOUND)
      .verifyComplete();

    assertThat(unconfirmed()).isEqualTo(1);
  }

  @Test
  void whereTheViewsCannotCatchUpACallGoesOnAndIsCounted() {
    Freshness freshness = new Freshness(List.of(new Behind(Mono.error(new IllegalStateException("behind")))), meters);

    StepVerifier.create(freshness.of(TENANT)).verifyComplete();

    assertThat(unconfirmed()).isEqualTo(1);
  }

  private double unconfirmed() {
    return meters.get("keyfold.calls.unconfirmed").counter().count();
  }
}
