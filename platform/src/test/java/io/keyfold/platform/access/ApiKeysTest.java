package io.keyfold.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class ApiKeysTest {

  private static final ApiKeySecret SECRET = ApiKeySecret.generate();

  private final MovableClock clock = new MovableClock(AccessEvents.AT);
  private final MapView view = new MapView();
  private final UnknownKeys unknown = new UnknownKeys(clock, new SimpleMeterRegistry());
  private final ApiKeys keys = new ApiKeys(view, clock, unknown);

  @Test
  void aKnownKeyIsFoundAtOnce() {
    given(AccessEvents.key("tnt_a", "key_1", SECRET, List.of("instance.usage:read")));
    ApiKey found = keys.authenticate(ApiKeySecret.presented(SECRET.reveal())).block(Duration.ZERO.plusSeconds(1));
    assertThat(found).isNotNull().extracting(ApiKey::id).isEqualTo("key_1");
  }

  @Test
  @Tag("promise-3")
  void aRevokedKeyIsRejectedAtOnce() {
    given(AccessEvents.key("tnt_a", "key_1", SECRET, List.of()));
    given(AccessEvents.revoked("tnt_a", "key_1", SECRET));
    StepVerifier.create(keys.authenticate(SECRET)).verifyErrorSatisfies(e ->
      assertError(e, ErrorCode.UNAUTHORIZED, "revoked")
    );
  }

  @Test
  void aKeyIsValidUntilItExpires() {
    given(AccessEvents.key("tnt_a", "key_1", SECRET, List.of(), AccessEvents.AT.plusSeconds(10)));
    StepVerifier.create(keys.authenticate(SECRET)).expectNextCount(1).verifyComplete();
    clock.advance(Duration.ofSeconds(10));
    StepVerifier.create(keys.authenticate(SECRET)).verifyErrorSatisfies(e ->
      assertError(e, ErrorCode.UNAUTHORIZED, "expired")
    );
  }

  @Test
  @Tag("promise-3")
  void aKeyThatAppearsDuringTheWaitIsAccepted() {
    StepVerifier.withVirtualTime(() -> keys.authenticate(SECRET))
      .expectSubscription()
      .expectNoEvent(Duration.ofMillis(300))
      .then(() -> given(AccessEvents.key("tnt_a", "key_1", SECRET, List.of())))
      .thenAwait(Duration.ofMillis(400))
      .expectNextCount(1)
      .verifyComplete();
  }

  @Test
  void anUnknownKeyIsRejectedAfterAWaitAndThenAtOnce() {
    StepVerifier.withVirtualTime(() -> keys.authenticate(SECRET))
      .thenAwait(Duration.ofMillis(400))
      .verifyErrorSatisfies(e -> assertError(e, ErrorCode.UNAUTHORIZED, "not valid"));
    StepVerifier.create(keys.authenticate(SECRET)).verifyErrorSatisfies(e ->
      assertError(e, ErrorCode.UNAUTHORIZED, "not valid")
    );
  }

  @Test
  @Tag("promise-3")
  void aLaggingViewDoesNotRejectAKey() {
    Sinks.Empty<Void> end = Sinks.empty();
    MapView behind = new MapView(end.asMono());
    ApiKeys late = new ApiKeys(behind, clock, unknown);

    StepVerifier.withVirtualTime(() -> late.authenticate(SECRET))
      .expectSubscription()
      .expectNoEvent(Duration.ofSeconds(2))
      .then(() -> behind.apply(new AccessFold(), List.of(AccessEvents.key("tnt_a", "key_1", SECRET, List.of()))))
      .then(end::tryEmitEmpty)
      .expectNextCount(1)
      .verifyComplete();
  }

  @Test
  void aViewThatCannotCatchUpIsUnavailable() {
    ApiException away = ApiException.of(ErrorCode.UNAVAILABLE, "behind");
    ApiKeys cutOff = new ApiKeys(new MapView(Mono.error(away)), clock, unknown);

    for (int request = 0; request < 2; request++) {
      StepVerifier.withVirtualTime(() -> cutOff.authenticate(SECRET))
        .thenAwait(Duration.ofSeconds(1))
        .verifyErrorSatisfies(e -> assertError(e, ErrorCode.UNAVAILABLE, "behind"));
    }
  }

  @Test
  void unknownKeysBeyondTheLimitAreRejectedUntilOthersLeave() {
    VirtualTimeScheduler.getOrSet();
    try {
      Disposable.Composite waiting = Disposables.composite();
      for (int i = 0; i < UnknownKeys.MAX_WAITING; i++) {
        waiting.add(keys.authenticate(ApiKeySecret.generate()).subscribe());
      }
      StepVerifier.create(keys.authenticate(SECRET)).verifyErrorSatisfies(e ->
        assertError(e, ErrorCode.TOO_MANY_REQUESTS, "not known")
      );
      waiting.dispose();
      Disposable next = keys.authenticate(SECRET).subscribe();
      assertThat(next.isDisposed()).isFalse();
      next.dispose();
    } finally {
      VirtualTimeScheduler.reset();
    }
  }

  private void given(DeploymentEvent event) {
    view.apply(new AccessFold(), List.of(event));
  }

  private static void assertError(Throwable failure, ErrorCode code, String text) {
    assertThat(failure).isInstanceOfSatisfying(ApiException.class, e -> {
      assertThat(e.code()).isEqualTo(code);
      assertThat(e.text()).contains(text);
    });
  }
}
