package io.keyfold.session.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.keyfold.platform.id.Base62;
import io.keyfold.session.rpc.RpcMessage;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Calls of this instance that wait for input of a client whose protocol versions are of the other kind than the
 * server's. One side's state is then a connection that only this instance holds. A call that waits too long is cancelled.
 */
final class WaitingCalls {

  /** Longer than any call may take. */
  private static final Duration LIMIT = Duration.ofHours(1);

  private static final long CAPACITY = 10_000;
  private static final int ID_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final Supplier<String> instance;
  private final Cache<String, Waiting> calls = Caffeine.newBuilder()
    .maximumSize(CAPACITY)
    .expireAfterWrite(LIMIT)
    .scheduler(Scheduler.systemScheduler())
    .<String, Waiting>removalListener((id, waiting, cause) -> {
      if (waiting != null && cause.wasEvicted()) {
        waiting.abandoned();
      }
    })
    .build();

  /**
   * Creates an empty table.
   *
   * @param instance URL at which other instances reach this one
   */
  WaitingCalls(Supplier<String> instance, MeterRegistry meters) {
    this.instance = instance;
    meters.gauge("keyfold.mcp.waiting", calls, Cache::estimatedSize);
  }

  /**
   * Where a call waits.
   *
   * @param instance URL of the instance
   * @param call id of the call at that instance
   */
  record Place(String instance, String call) {}

  /** A call that waits. */
  interface Waiting {
    /** Receives the client's input. */
    void input(String key, RpcMessage.Response response);

    /** Nobody will send the input any more. */
    void abandoned();
  }

  /** {@return the place of a new call} */
  Place add(Waiting waiting) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    Place place = new Place(instance.get(), Base62.encode(id));
    calls.put(place.call(), waiting);
    return place;
  }

  /** {@return the call, if it waits at this instance} */
  Optional<Waiting> find(Place place) {
    return Optional.ofNullable(calls.getIfPresent(place.call()));
  }

  /** {@return whether the place is at another instance} */
  boolean isElsewhere(Place place) {
    return !place.instance().equals(instance.get());
  }

  void remove(Place place) {
    calls.invalidate(place.call());
  }
}
