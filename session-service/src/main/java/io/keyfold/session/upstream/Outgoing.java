package io.keyfold.session.upstream;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Completes a request for the server that receives it. */
final class Outgoing {

  private static final String TRACEPARENT = "traceparent";

  /** W3C Trace Context, level 1, 3.2. */
  private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private Outgoing() {}

  /**
   * {@return the parameters of the request}
   *
   * <p>The progress token is the request's id: those of several clients may be equal, and progress says that a call
   * without a token goes on, too.
   */
  static RawObject params(ServerRequest request, Peer peer, RawJson id, Conversation conversation) {
    RawObject meta = request.params().object("_meta").with("progressToken", id);
    String trace = trace(conversation);
    if (!trace.isEmpty() && meta.find(TRACEPARENT).isEmpty()) {
      meta = meta.with(TRACEPARENT, trace);
    }
    return peer.complete(request.params().with("_meta", meta), conversation.capabilities());
  }

  /** {@return the headers of the request} */
  static Map<String, String> headers(Peer peer, RpcMessage.Request message, Conversation conversation) {
    Map<String, String> headers = new LinkedHashMap<>(peer.headers(message));
    String trace = message
      .params()
      .object("_meta")
      .text(TRACEPARENT)
      .orElseGet(() -> trace(conversation));
    if (TRACE.matcher(trace).matches()) {
      headers.put(TRACEPARENT, trace);
    }
    return headers;
  }

  private static String trace(Conversation conversation) {
    String trace = conversation.traceparent();
    return trace != null && TRACE.matcher(trace).matches() ? trace : "";
  }
}
