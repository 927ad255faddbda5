package io.keyfold.session.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.session.testing.HastyClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class SingleFlightCacheTest {

  private static final int LARGE = 64 * 1024;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HastyClock clock = new HastyClock();
  private final SingleFlightCache<String> cache = new SingleFlightCache<>("words", String::length, clock, meters);

  @Test
  @Tag("promise-2")
  void anExecutionInFlightIsSharedHoweverManyOthersComplete() {
    Sinks.One<String> slow = Sinks.one();
    Mono<String> first = cache.join("slow", slow.asMono());
    first.subscribe();

    for (int i = 0; i < 2_000; i++) {
      cache.join("quick " + i, Mono.just("x".repeat(LARGE))).block();
    }

    assertThat(cache.find("slow")).contains(first);
    slow.tryEmitValue("done");
    assertThat(cache.join("slow", Mono.error(AssertionError::new)).block()).isEqualTo("done");
  }

  @Test
  void resultsAreCachedUpToAByteLimit() {
    for (int i = 0; i < 2_000; i++) {
      cache.join("word " + i, Mono.just("x".repeat(LARGE))).block();
    }

    assertThat(gauge("keyfold.recent.size")).isPositive().isLessThanOrEqualTo(gauge("keyfold.recent.capacity"));
    assertThat(cache.find("word 0")).isEmpty();
    assertThat(cache.find("word 1999")).isPresent();
  }

  @Test
  void aLargeResultIsReturnedAndNotCached() {
    assertThat(cache.join("word", Mono.just("x".repeat(LARGE + 1))).block()).hasSize(LARGE + 1);

    assertThat(cache.find("word")).isEmpty();
    assertThat(gauge("keyfold.recent")).isZero();
  }

  @Test
  void failuresAreNotCached() {
    cache
      .join("word", Mono.error(new IllegalStateException("no")))
      .onErrorComplete()
      .block();

    assertThat(cache.join("word", Mono.just("done")).block()).isEqualTo("done");
  }

  @Test
  void resultsExpire() {
    cache.join("word", Mono.just("done")).block();
    clock.advance(Duration.ofMinutes(9));
    assertThat(cache.find("word")).isPresent();

    clock.advance(Duration.ofMinutes(2));

    assertThat(cache.find("word")).isEmpty();
    assertThat(gauge("keyfold.recent.size")).isZero();
  }

  @Test
  void cachedResultsDoNotRetainTheWorkAndItsRequest() {
    WeakReference<Object> request = done("word");

    await().until(() -> {
      System.gc();
      return request.refersTo(null);
    });

    assertThat(cache.find("word")).isPresent();
  }

  private WeakReference<Object> done(String name) {
    Object request = new Object();
    cache.join(name, Mono.fromSupplier(() -> request.getClass().getName())).block();
    return new WeakReference<>(request);
  }

  private double gauge(String name) {
    return meters.get(name).tag("what", "words").gauge().value();
  }
}
