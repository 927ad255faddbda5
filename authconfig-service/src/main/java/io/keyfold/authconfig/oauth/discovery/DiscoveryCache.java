package io.keyfold.authconfig.oauth.discovery;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.keyfold.authconfig.oauth.discovery.Discovered.Failed;
import io.keyfold.authconfig.oauth.discovery.Discovered.Found;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Results by URL, limited in number and time. Concurrent calls for one URL share a discovery. Thread-safe. */
final class DiscoveryCache<T> {

  private static final Duration MAX_FAILURE_AGE = Duration.ofSeconds(30);

  private final AsyncCache<String, Discovered<T>> results;

  DiscoveryCache(String name, DiscoveryProperties properties, MeterRegistry meters) {
    Duration maxAge = properties.maxAge();
    Duration failureAge = maxAge.compareTo(MAX_FAILURE_AGE) < 0 ? maxAge : MAX_FAILURE_AGE;
    this.results = Caffeine.newBuilder()
      .maximumSize(properties.maxEntries())
      .expireAfter(
        Expiry.<String, Discovered<T>>creating(
          (url, result) ->
            switch (result) {
              case Found<T> found -> maxAge;
              case Failed<T> failed -> failureAge;
            }
        )
      )
      .recordStats()
      .buildAsync();
    CaffeineCacheMetrics.monitor(meters, results, name);
  }

  /** {@return the cached result, or that of the discovery, which continues if this caller gives up} */
  Mono<Discovered<T>> get(String url, Mono<Discovered<T>> discovery) {
    return Mono.fromFuture(() -> results.get(url, (key, executor) -> discovery.toFuture()), true);
  }
}
