package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RpcMessage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests that this instance is answering, so that a client can cancel and repeat them, by
 * {@link ClientId#request}. As many as there are HTTP requests.
 */
final class InFlight {

  private final Map<String, Running> running = new ConcurrentHashMap<>();

  InFlight(MeterRegistry meters) {
    meters.gaugeMapSize("keyfold.mcp.requests", Tags.empty(), running);
  }

  /** A request that is being answered, and its client meanwhile. */
  record Running(RpcMessage.Request request, ClientConversation client) {}

  /**
   * Adds a request.
   *
   * @return the request that it repeats, in which case it is not added. Only a client with a connection of its own repeats
   *     requests; others may use the same ids
   */
  Optional<Running> join(String key, Dialect dialect, Running added) {
    if (dialect.ownConnection().isEmpty()) {
      running.put(key, added);
      return Optional.empty();
    }
    Running present = running.putIfAbsent(key, added);
    if (present == null || present.request().json().equals(added.request().json())) {
      return Optional.ofNullable(present);
    }
    running.put(key, added);
    return Optional.empty();
  }

  void remove(String key, Running ended) {
    running.remove(key, ended);
  }

  /** Cancels the request. {@return whether this instance answers it} */
  boolean cancel(String key) {
    Running found = running.get(key);
    if (found == null) {
      return false;
    }
    found.client().cancel();
    return true;
  }
}
