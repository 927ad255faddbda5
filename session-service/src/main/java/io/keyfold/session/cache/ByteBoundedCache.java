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
 * A cache by name with a bound on the bytes of its values, not on their number: a tenant decides how large each value is. The
 * value that was written first is evicted first. Thread-safe.
 *
 * @param <V> the values
 */
public final class ByteBoundedCache<V> {

  /** What names and the cache's own structure take is left out; names are of a fixed length. */
  private record Sized<V>(V value, int bytes) {}

  private final Cache<String, Sized<V>> cache;
  private final Policy.FixedExpiration<String, Sized<V>> writeOrder;
  private final long capacity;

  /**
   * An empty cache without a time limit.
   *
   * @param capacity at most so many bytes are kept
   */
  public ByteBoundedCache(long capacity) {
    this(capacity, Duration.ofNanos(Long.MAX_VALUE), Ticker.disabledTicker());
  }

  /**
   * An empty cache.
   *
   * @param capacity at most so many bytes are kept
   * @param kept how long after it was written a value is kept
   */
  public ByteBoundedCache(long capacity, Duration kept, Clock clock) {
    this(capacity, kept, () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
  }

  private ByteBoundedCache(long capacity, Duration kept, Ticker ticker) {
    this.capacity = capacity;
    this.cache = Caffeine.newBuilder()
      .maximumWeight(capacity)
      .weigher((String name, Sized<V> sized) -> sized.bytes())
      .expireAfterWrite(kept)
      .ticker(ticker)
      .executor(Runnable::run)
      .build();
    this.writeOrder = cache.policy().expireAfterWrite().orElseThrow();
  }

  /**
   * Keeps a value in place of the one that the name had before, and evicts the oldest ones to make room.
   *
   * @param bytes about how many the value takes; one that takes more than the capacity is not kept
   */
  public synchronized void put(String name, V value, int bytes) {
    cache.invalidate(name);
    // Left to itself, Caffeine would rather drop a new value that was asked for once than an old one: here the new one is
    // the one that is asked for again.
    while (size() > 0 && bytes() + bytes > capacity) {
      cache.invalidateAll(writeOrder.oldest(1).keySet());
    }
    cache.put(name, new Sized<>(value, bytes));
  }

  /** {@return the value of the name, if it is kept} */
  public Optional<V> find(String name) {
    return Optional.ofNullable(cache.getIfPresent(name)).map(Sized::value);
  }

  /** Drops the value of the name. */
  public void remove(String name) {
    cache.invalidate(name);
  }

  /** {@return how many values are kept} */
  public long size() {
    cache.cleanUp();
    return cache.estimatedSize();
  }

  /** {@return about how many bytes the values take} */
  public long bytes() {
    cache.cleanUp();
    return cache.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }
}
