package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawJson;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The requests that this instance is answering, so that a client can cancel them. As many as there are HTTP requests. */
final class InFlight {

  private final Map<Key, ClientConversation> running = new ConcurrentHashMap<>();

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

  void add(Key key, ClientConversation conversation) {
    running.put(key, conversation);
  }

  void remove(Key key, ClientConversation conversation) {
    running.remove(key, conversation);
  }

  /** Cancels the request, if this instance answers it. */
  void cancel(Key key) {
    ClientConversation conversation = running.get(key);
    if (conversation != null) {
      conversation.cancel();
    }
  }
}
