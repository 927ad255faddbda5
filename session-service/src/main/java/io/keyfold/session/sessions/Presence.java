package io.keyfold.session.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Tracks the sessions whose MCP endpoints a client used in the last two minutes, on this instance and up to a limit.
 * Thread-safe.
 */
public final class Presence {

  private static final int LIMIT = 10_000;
  private static final Duration CONNECTED = Duration.ofMinutes(2);

  private final Cache<String, Boolean> sessions;

  /** Creates an empty tracker. */
  public Presence(Clock clock, MeterRegistry meters) {
    this.sessions = Caffeine.newBuilder()
      .maximumSize(LIMIT)
      .expireAfterWrite(CONNECTED)
      .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
      .executor(Runnable::run)
      .build();
    Gauge.builder("keyfold.sessions.remembered", sessions, Cache::estimatedSize).register(meters);
  }

  /** Records that a client uses the session. */
  public void touch(String sessionId) {
    sessions.put(sessionId, true);
  }

  /** Records that the client closed the session. */
  public void remove(String sessionId) {
    sessions.invalidate(sessionId);
  }

  boolean connected(String sessionId) {
    return sessions.getIfPresent(sessionId) != null;
  }
}
