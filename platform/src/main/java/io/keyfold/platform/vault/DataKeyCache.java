package io.keyfold.platform.vault;

import com.google.crypto.tink.Aead;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Unwrapped data keys, for a short while. Every key lives equally long, so the eldest is always the next to go: each call
 * first drops from that end what is over.
 */
final class DataKeyCache {

  private record CachedKey(Aead aead, Instant until) {}

  private final Map<String, CachedKey> entries = new LinkedHashMap<>();
  private final Clock clock;
  private final Duration ttl;
  private final int limit;

  DataKeyCache(Clock clock, Duration ttl, int limit, MeterRegistry meters) {
    this.clock = clock;
    this.ttl = ttl;
    this.limit = limit;
    meters.gauge("keyfold.vault.data.keys.cached", this, DataKeyCache::size);
    meters.gauge("keyfold.vault.data.keys.limit", this, cache -> cache.limit);
  }

  synchronized Optional<Aead> find(String keyId) {
    dropExpired();
    return Optional.ofNullable(entries.get(keyId)).map(CachedKey::aead);
  }

  synchronized void put(String keyId, Aead aead) {
    dropExpired();
    entries.remove(keyId);
    if (entries.size() >= limit) {
      Iterator<String> eldest = entries.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    entries.put(keyId, new CachedKey(aead, clock.instant().plus(ttl)));
  }

  synchronized void drop(String keyId) {
    entries.remove(keyId);
  }

  /** Drops what is over. Called on a timer too, so that a key does not outlive its time because nobody asks. */
  synchronized void dropExpired() {
    Instant now = clock.instant();
    Iterator<CachedKey> eldest = entries.values().iterator();
    while (eldest.hasNext() && !eldest.next().until().isAfter(now)) {
      eldest.remove();
    }
  }

  synchronized int size() {
    return entries.size();
  }
}
