package io.keyfold.session.mcp;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests that this instance is answering, so that a client can cancel them, by {@link ClientId#request}. As many as
 * there are HTTP requests.
 */
final class InFlight {

  private final Map<String, ClientConversation> running = new ConcurrentHashMap<>();

  InFlight(MeterRegistry meters) {
    meters.gaugeMapSize("keyfold.mcp.requests", Tags.empty(), running);
  }

  void add(String request, ClientConversation conversation) {
    running.put(request, conversation);
  }

  void remove(String request, ClientConversation conversation) {
    running.remove(request, conversation);
  }

  /** Cancels the request. {@return whether this instance answers it} */
  boolean cancel(String request) {
    ClientConversation conversation = running.get(request);
    if (conversation == null) {
      return false;
    }
    conversation.cancel();
    return true;
  }
}
