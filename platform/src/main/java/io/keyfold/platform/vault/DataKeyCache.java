package io.keyfold.platform.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.Aead;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Caches unwrapped data keys for a fixed time after they were put; reads do not extend it. */
final class DataKeyCache {

  private final Cache<String, Aead> keys;

  DataKeyCache(Clock clock, Duration ttl, int limit, MeterRegistry meters) {
    this.keys = Caffeine.newBuilder()
      .maximumSize(limit)
      .expireAfterWrite(ttl)
      .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
      .executor(Runnable::run)
      .build();
    meters.gauge("keyfold.vault.data.keys.cached", this, DataKeyCache::size);
    Gauge.builder("keyfold.vault.data.keys.limit", () -> limit).register(meters);
  }

  Optional<Aead> find(String keyId) {
    return Optional.ofNullable(keys.getIfPresent(keyId));
  }

  void put(String keyId, Aead aead) {
    keys.put(keyId, aead);
  }

  void invalidate(String keyId) {
    keys.invalidate(keyId);
  }

  /** Evicts expired keys. Also called on a timer, so that idle keys do not stay in memory. */
  void evictExpired() {
    keys.cleanUp();
  }

  long size() {
    keys.cleanUp();
    return keys.estimatedSize();
  }
}
