package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.ListKind;
import io.keyfold.session.upstream.ServerRequest;
import java.util.List;
import reactor.core.publisher.Mono;

/** Lists, reads and observes the resources of a session. */
final class ResourceMethods {

  private final SessionLists lists;
  private final SessionNames names;
  private final ProviderRequests requests;
  private final Conversations conversations;
  private final McpSignals signals;

  ResourceMethods(
    SessionLists lists,
    SessionNames names,
    ProviderRequests requests,
    Conversations conversations,
    McpSignals signals
  ) {
    this.lists = lists;
    this.names = names;
    this.requests = requests;
    this.conversations = conversations;
    this.signals = signals;
  }

  Mono<RpcMessage.Response> list(McpCall call, ListKind kind) {
    return lists.list(call.caller(), kind, call.client().quiet()).map(all -> {
      List<RawJson> resources = all
        .stream()
        .flatMap(list ->
          list
            .items()
            .stream()
            .map(item -> item.json().with(kind.key(), call.uris().wire(list.provider(), item.name())).json())
        )
        .toList();
      return call.result(ListResults.of(kind, resources, all, call.dialect()));
    });
  }

  /** Starts a subscription, which the client's streams at all instances then serve. */
  Mono<RpcMessage.Response> subscribe(McpCall call) {
    return send(call).doOnNext(response -> {
      if (response instanceof RpcMessage.Result) {
        signals.subscribed(call.caller(), call.dialect(), call.required("uri"));
      }
    });
  }

  /** Ends a subscription at all instances, whatever the server answers: it may not know of it. */
  Mono<RpcMessage.Response> unsubscribe(McpCall call) {
    return send(call).doOnTerminate(() -> signals.unsubscribed(call.caller(), call.dialect(), call.required("uri")));
  }

  /** Sends a request about one resource. */
  Mono<RpcMessage.Response> send(McpCall call) {
    String uri = call.required("uri");
    SessionNames.Named located = names
      .locate(call.caller(), uri)
      .orElseThrow(() -> McpError.noResource(call.dialect(), uri));
    SessionProvider provider = located.provider();
    return requests
      .send(
        call.caller(),
        provider,
        ListKind.RESOURCES,
        located.key(),
        new ServerRequest(call.request().method(), call.params().with("uri", located.key())),
        conversations.of(call, provider)
      )
      .map(response -> call.uris().response(response, provider))
      .map(call::response);
  }
}
