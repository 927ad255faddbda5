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

/** Unwrapped data keys, for a short while. Each lives equally long from when it was put; a read does not prolong that. */
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

  void drop(String keyId) {
    keys.invalidate(keyId);
  }

  /** Drops expired keys. Called on a timer too, so that a key does not stay in memory because nobody asks. */
  void dropExpired() {
    keys.cleanUp();
  }

  long size() {
    keys.cleanUp();
    return keys.estimatedSize();
  }
}
