package io.keyfold.session.sessions;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** When somebody last spoke to a session's MCP endpoint, on this instance: the sessions that spoke last, up to a bound. */
public final class Presence {

  private static final int LIMIT = 10_000;
  private static final Duration CONNECTED = Duration.ofMinutes(2);

  private final Clock clock;
  private final Map<String, Instant> seen = new LinkedHashMap<>();

  /** Nobody has spoken yet. */
  public Presence(Clock clock, MeterRegistry meters) {
    this.clock = clock;
    Gauge.builder("keyfold.sessions.remembered", this, Presence::count).register(meters);
  }

  /** Somebody speaks to the session. */
  public synchronized void seen(String sessionId) {
    seen.remove(sessionId);
    if (seen.size() >= LIMIT) {
      var eldest = seen.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    seen.put(sessionId, clock.instant());
  }

  /** Somebody said goodbye. */
  public synchronized void gone(String sessionId) {
    seen.remove(sessionId);
  }

  private synchronized int count() {
    return seen.size();
  }

  synchronized boolean connected(String sessionId) {
    Instant last = seen.get(sessionId);
    return last != null && last.plus(CONNECTED).isAfter(clock.instant());
  }
}
