package io.keyfold.session.upstream;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Flux;

/** What a server sends outside of calls: that its lists or resources have changed, and log messages. */
final class ServerStream {

  private static final RawJson ID = RawJson.text("keyfold-listen");

  private final McpHttp http;

  ServerStream(McpHttp http) {
    this.http = http;
  }

  /** {@return its notifications and requests; completes when the server ends the stream, and at once if it has none} */
  Flux<RpcMessage.Call> open(Peer.Classic peer, CallContext call) {
    return open(
      new McpHttp.Exchange(HttpMethod.GET, peer.headers(), null, true, call.credential(), call.memory()),
      call
    );
  }

  /**
   * {@return its notifications; completes when the server ends the stream}
   *
   * @param uris resources about whose changes it is asked
   */
  Flux<RpcMessage.Call> open(Peer.Modern peer, CallContext call, Set<String> uris) {
    return open(listen(peer, call, uris), call);
  }

  private Flux<RpcMessage.Call> open(McpHttp.Exchange exchange, CallContext call) {
    return http
      .send(exchange, head -> {})
      .onErrorComplete(HttpRefusal.class)
      .ofType(RpcMessage.Call.class)
      .map(message -> (RpcMessage.Call) call.redactor().message(message));
  }

  private static McpHttp.Exchange listen(Peer.Modern peer, CallContext call, Set<String> uris) {
    RawObject filter = RawObject.EMPTY;
    for (String list : List.of("tools", "prompts", "resources")) {
      if (peer.offers(list)) {
        filter = filter.with(list + "ListChanged", RawJson.bool(true));
      }
    }
    if (!uris.isEmpty()) {
      filter = filter.with("resourceSubscriptions", RawJson.array(uris.stream().map(RawJson::text).toList()));
    }
    RawObject params = peer.complete(RawObject.EMPTY.with("notifications", filter), RawObject.EMPTY);
    RpcMessage.Request request = RpcMessage.Request.of(ID, McpMethod.LISTEN, params);
    return McpHttp.Exchange.post(request, Map.copyOf(peer.headers(request)), call.credential(), call.memory());
  }
}
