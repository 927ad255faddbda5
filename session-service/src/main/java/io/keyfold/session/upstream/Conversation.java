package io.keyfold.session.upstream;

import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What the client of a request receives while it runs, and what it can do. Calls come from one thread at a time and must
 * not block. All messages are redacted.
 */
public interface Conversation {
  /** A client that receives only the response. */
  Conversation SILENT = new Conversation() {};

  /** {@return a client that receives only the response, and has a trace context; null: none} */
  static Conversation silent(@Nullable String traceparent) {
    return new Conversation() {
      @Override
      public @Nullable String traceparent() {
        return traceparent;
      }
    };
  }

  /** {@return the client's capabilities, as it declared them} */
  default RawObject capabilities() {
    return RawObject.EMPTY;
  }

  /**
   * {@return whether the client has a session, as clients until MCP 2025-11-25: a server that speaks all versions is then
   * spoken to in the same way}
   */
  default boolean isClassic() {
    return false;
  }

  /** {@return the client's W3C trace context; null if it has none} */
  default @Nullable String traceparent() {
    return null;
  }

  /** Passes a notification of the server on. */
  default void notified(RpcMessage.Notification notification) {}

  /**
   * Passes a request of the server on, or rejects it.
   *
   * @param to where the response is to be sent
   * @return whether the client receives it; otherwise the server is told that the method is not supported
   */
  default boolean asked(RpcMessage.Request request, ReplyTo to) {
    return false;
  }

  /** {@return completes when the client cancels the request, and otherwise never} */
  default Mono<Void> cancelled() {
    return Mono.never();
  }
}
