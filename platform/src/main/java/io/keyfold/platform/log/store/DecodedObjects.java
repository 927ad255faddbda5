package io.keyfold.platform.log.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.keyfold.platform.log.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.util.Arrays;

/**
 * Remembers, for all views of a service, the objects that bytes were decoded to, since reading JSON takes longer than all else of
 * a look-up. The store is read each time and only the same bytes give the same object, so nothing here can be out of date.
 * Thread-safe; objects are immutable, and shared.
 */
public final class DecodedObjects implements Decoding {

  /** Bytes as stored; the objects take about three times as much. */
  private static final long LIMIT = 1024 * 1024;

  private final Cache<Stored, Object> objects = Caffeine.newBuilder()
    .maximumWeight(LIMIT)
    .weigher((Stored stored, Object object) -> stored.bytes.length)
    .executor(Runnable::run)
    .recordStats()
    .build();

  /**
   * What was decoded. A class of its own, since a record would compare the array by identity. Comparable, because a tenant can
   * choose content whose hashes collide: a hash table then looks such keys up as in a tree, and not one by one (JEP 180).
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

  /** Remembers nothing yet. */
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
