package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawJson;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The requests that this instance is answering, so that a client can cancel them. As many as there are HTTP requests. */
final class InFlight {

  private final Map<Key, McpCall> running = new ConcurrentHashMap<>();

  InFlight(MeterRegistry meters) {
    meters.gaugeMapSize("keyfold.mcp.requests", Tags.empty(), running);
  }

  /**
   * A request of a client.
   *
   * @param sessionId the session
   * @param actor the caller
   * @param connection the client's connection; empty if it has none
   * @param id id of the request
   */
  record Key(String sessionId, String actor, String connection, RawJson id) {
    static Key of(McpCaller caller, Dialect dialect, RawJson id) {
      String connection =
        dialect instanceof Dialect.Classic classic && classic.connection() != null ? classic.connection() : "";
      return new Key(caller.session().id(), caller.actor().getId(), connection, id.detached());
    }
  }

  /**
   * Adds the call.
   *
   * @return the call that it repeats, in which case it is not added. Only a client with a connection of its own repeats
   *     calls; others may use the same ids
   */
  Optional<McpCall> join(Key key, McpCall call) {
    if (key.connection().isEmpty()) {
      running.put(key, call);
      return Optional.empty();
    }
    McpCall present = running.putIfAbsent(key, call);
    if (present == null || present.request().whole().json().equals(call.request().whole().json())) {
      return Optional.ofNullable(present);
    }
    running.put(key, call);
    return Optional.empty();
  }

  void remove(Key key, McpCall call) {
    running.remove(key, call);
  }

  /** Cancels the request, if this instance answers it. */
  void cancel(Key key) {
    McpCall call = running.get(key);
    if (call != null) {
      call.client().cancel();
    }
  }
}
