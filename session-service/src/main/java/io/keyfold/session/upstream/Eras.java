package io.keyfold.session.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.keyfold.platform.id.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;

/** Remembers which kind of protocol versions a server speaks, so that it is not asked for each connection. */
final class Eras {

  private static final long CAPACITY = 10_000;
  private static final Duration KEPT = Duration.ofHours(1);

  private final Cache<Key, Era> eras = Caffeine.newBuilder().maximumSize(CAPACITY).expireAfterWrite(KEPT).build();

  /** Creates an empty memory. */
  Eras(MeterRegistry meters) {
    meters.gauge("keyfold.upstream.eras", eras, Cache::estimatedSize);
  }

  /** A kind of protocol versions. */
  enum Era {
    /** With sessions. */
    CLASSIC,
    /** Without sessions. */
    MODERN,
  }

  /**
   * A server as one tenant knows it.
   *
   * @param classicFirst whether it is asked for a session first
   */
  record Key(TenantId tenant, String url, boolean classicFirst) {}

  Optional<Era> find(Key key) {
    return Optional.ofNullable(eras.getIfPresent(key));
  }

  void remember(Key key, Era era) {
    eras.put(key, era);
  }

  void forget(Key key) {
    eras.invalidate(key);
  }
}
