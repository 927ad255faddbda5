package io.keyfold.session.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A cache bounded by the total bytes of its values instead of their number, since tenants decide how large a value is.
 * The value written first is evicted first. Thread-safe.
 *
 * @param <V> type of the values
 */
public final class ByteBoundedCache<V> {

  /** The size excludes names, which have a fixed length, and the cache's own structure. */
  private record Sized<V>(V value, int bytes) {}

  private final Cache<String, Sized<V>> cache;
  private final Policy.FixedExpiration<String, Sized<V>> writeOrder;
  private final long capacity;

  /**
   * Creates a cache without a time limit.
   *
   * @param capacity maximum number of bytes
   */
  public ByteBoundedCache(long capacity) {
    this(capacity, Duration.ofNanos(Long.MAX_VALUE), Ticker.disabledTicker());
  }

  /**
   * Creates a cache.
   *
   * @param capacity maximum number of bytes
   * @param ttl time to live after a write
   */
  public ByteBoundedCache(long capacity, Duration ttl, Clock clock) {
    this(capacity, ttl, () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
  }

  private ByteBoundedCache(long capacity, Duration ttl, Ticker ticker) {
    this.capacity = capacity;
    this.cache = Caffeine.newBuilder()
      .maximumWeight(capacity)
      .weigher((String name, Sized<V> sized) -> sized.bytes())
      .expireAfterWrite(ttl)
      .ticker(ticker)
      .executor(Runnable::run)
      .build();
    this.writeOrder = cache.policy().expireAfterWrite().orElseThrow();
  }

  /**
   * Stores a value, replacing the name's earlier one, and evicts the oldest values to make room.
   *
   * @param bytes approximate size of the value; a value larger than the capacity is not stored
   */
  public synchronized void put(String name, V value, int bytes) {
    cache.invalidate(name);
    // Caffeine would prefer to evict a new value over an old one that is read more often; here new values are the ones
    // read again.
    while (size() > 0 && bytes() + bytes > capacity) {
      cache.invalidateAll(writeOrder.oldest(1).keySet());
    }
    cache.put(name, new Sized<>(value, bytes));
  }

  /** {@return the cached value, if any} */
  public Optional<V> find(String name) {
    return Optional.ofNullable(cache.getIfPresent(name)).map(Sized::value);
  }

  /** Removes the value. */
  public void remove(String name) {
    cache.invalidate(name);
  }

  /** {@return number of cached values} */
  public long size() {
    cache.cleanUp();
    return cache.estimatedSize();
  }

  /** {@return approximate bytes of all values} */
  public long bytes() {
    cache.cleanUp();
    return cache.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }
}
