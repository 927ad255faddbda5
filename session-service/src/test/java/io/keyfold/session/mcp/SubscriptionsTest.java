package io.keyfold.session.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.session.testing.HastyClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class SubscriptionsTest {

  private static final ClientId CLIENT = new ClientId("client");
  private static final ClientId OTHER = new ClientId("other");

  private final HastyClock clock = new HastyClock();
  private final Subscriptions subscriptions = new Subscriptions(clock, new SimpleMeterRegistry());

  @Test
  void aStreamSeesWhatItsClientWantsNowAndAfterEachChange() {
    subscriptions.begin(CLIENT, "a", clock.instant());

    StepVerifier.create(subscriptions.of(CLIENT))
      .expectNext(Set.of("a"))
      .then(() -> subscriptions.begin(OTHER, "x", clock.instant()))
      .then(() -> subscriptions.begin(CLIENT, "a", clock.instant()))
      .then(() -> subscriptions.begin(CLIENT, "b", clock.instant()))
      .expectNext(Set.of("a", "b"))
      .then(() -> subscriptions.end(CLIENT, "a", clock.instant()))
      .expectNext(Set.of("b"))
      .thenCancel()
      .verify(Duration.ofSeconds(30));
  }

  @Test
  void onlyAnEndedSubscriptionIsEnded() {
    subscriptions.begin(CLIENT, "a", clock.instant());
    assertThat(subscriptions.isEnded(CLIENT, "a")).isFalse();
    assertThat(subscriptions.isEnded(CLIENT, "unknown")).isFalse();

    subscriptions.end(CLIENT, "a", clock.instant());

    assertThat(subscriptions.isEnded(CLIENT, "a")).isTrue();
    assertThat(subscriptions.isEnded(OTHER, "a")).isFalse();
  }

  @Test
  void aSubscriptionIsDueForRenewalBeforeItIsForgotten() {
    subscriptions.begin(CLIENT, "a", clock.instant());
    assertThat(subscriptions.due(CLIENT)).isEmpty();

    clock.advance(Subscriptions.LIFETIME.dividedBy(2).plusSeconds(1));
    assertThat(subscriptions.due(CLIENT)).containsExactly("a");

    clock.advance(Subscriptions.LIFETIME.plusSeconds(1));
    assertThat(subscriptions.due(CLIENT)).isEmpty();
  }

  @Test
  void aSignalThatIsTooOldIsIgnored() {
    subscriptions.begin(CLIENT, "a", clock.instant().minus(Subscriptions.LIFETIME).minusSeconds(1));

    StepVerifier.create(subscriptions.of(CLIENT)).expectNext(Set.of()).thenCancel().verify(Duration.ofSeconds(30));
  }

  @Test
  void theUrisOfOneClientAreBounded() {
    for (int i = 0; i < Subscriptions.MAX_PER_CLIENT + 10; i++) {
      subscriptions.begin(CLIENT, "uri " + i, clock.instant());
    }

    StepVerifier.create(subscriptions.of(CLIENT))
      .assertNext(uris -> assertThat(uris).hasSize(Subscriptions.MAX_PER_CLIENT).contains("uri 0"))
      .thenCancel()
      .verify(Duration.ofSeconds(30));
  }
}
