package io.keyfold.platform.log.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.keyfold.platform.log.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.util.Arrays;

/**
 * Caches decoded objects for all views of a service, since parsing JSON dominates a lookup. The key is the stored
 * bytes, which are read from the store each time, so entries cannot be stale. Thread-safe; objects are immutable and
 * shared.
 */
public final class DecodedObjects implements Decoding {

  /** Maximum size in stored bytes; the objects take about three times as much memory. */
  private static final long MAX_BYTES = 1024 * 1024;

  private final Cache<Stored, Object> objects = Caffeine.newBuilder()
    .maximumWeight(MAX_BYTES)
    .weigher((Stored stored, Object object) -> stored.bytes.length)
    .executor(Runnable::run)
    .recordStats()
    .build();

  /**
   * The cache key. A class, because a record would compare the array by identity. Comparable, because a tenant can
   * choose content with colliding hashes; a hash table then uses a tree instead of a linear search (JEP 180).
   */
  private static final class Stored implements Comparable<Stored> {

    private final Kind<?> kind;
    private final byte[] bytes;

    Stored(Kind<?> kind, byte[] bytes) {
      this.kind = kind;
      this.bytes = bytes;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Stored that && Arrays.equals(bytes, that.bytes) && kind.equals(that.kind);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public int compareTo(Stored other) {
      int order = Arrays.compare(bytes, other.bytes);
      return order == 0 ? kind.name().compareTo(other.kind.name()) : order;
    }
  }

  /** Creates an empty cache. */
  public DecodedObjects(MeterRegistry metrics) {
    new CaffeineCacheMetrics<>(objects, "keyfold.view.decoded", Tags.empty()).bindTo(metrics);
  }

  @Override
  public <T> T decode(Kind<T> kind, byte[] bytes) {
    return kind
      .type()
      .cast(objects.get(new Stored(kind, bytes), stored -> StoredState.CODEC.decode(kind, stored.bytes)));
  }
}
