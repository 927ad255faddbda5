package io.keyfold.session.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Waits a limited time for a provider. A request that takes longer continues in the background; until it ends, or for
 * some seconds, nobody waits for that provider again.
 */
final class SlowProviders {

  private static final long CAPACITY = 10_000;
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final Cache<String, Boolean> slow = Caffeine.newBuilder()
    .maximumSize(CAPACITY)
    .expireAfterWrite(REMEMBERED)
    .build();

  SlowProviders(MeterRegistry meters) {
    meters.gauge("keyfold.mcp.providers.slow", slow, Cache::estimatedSize);
  }

  /**
   * {@return the result of the request; errors with {@code provider_timeout} if it takes longer}
   *
   * @param key what is asked of which provider
   */
  <T> Mono<T> within(Duration bound, String key, Mono<T> request) {
    return Mono.deferContextual(context -> {
      if (slow.getIfPresent(key) != null) {
        return Mono.error(SessionLists.late());
      }
      Mono<T> shared = request
        .contextWrite(context)
        .doOnTerminate(() -> slow.invalidate(key))
        .cache();
      shared.subscribe(result -> {}, failure -> {});
      return shared.timeout(
        bound,
        Mono.error(() -> {
          slow.put(key, true);
          return SessionLists.late();
        })
      );
    });
  }
}
