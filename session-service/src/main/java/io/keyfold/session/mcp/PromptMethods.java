package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.upstream.ListKind;
import io.keyfold.session.upstream.ServerRequest;
import java.util.List;
import reactor.core.publisher.Mono;

/** Lists and gets the prompts of a session. */
final class PromptMethods {

  private final SessionLists lists;
  private final SessionNames names;
  private final ProviderRequests requests;
  private final Conversations conversations;

  PromptMethods(SessionLists lists, SessionNames names, ProviderRequests requests, Conversations conversations) {
    this.lists = lists;
    this.names = names;
    this.requests = requests;
    this.conversations = conversations;
  }

  Mono<RpcMessage.Response> list(McpCall call) {
    return lists.list(call.caller(), ListKind.PROMPTS, call.client().quiet()).map(all -> {
      NameScheme scheme = names.scheme(call.caller(), all);
      List<RawJson> prompts = all
        .stream()
        .flatMap(list ->
          list
            .items()
            .stream()
            .map(item -> item.json().with("name", scheme.wire(list.provider(), item.name())).json())
        )
        .toList();
      return call.result(ListResults.of(ListKind.PROMPTS, prompts, all, call.dialect()));
    });
  }

  Mono<RpcMessage.Response> get(McpCall call) {
    String name = call.required("name");
    return names
      .resolve(call.caller(), ListKind.PROMPTS, name)
      .switchIfEmpty(Mono.error(() -> SessionNames.unknown(call.request(), name)))
      .flatMap(prompt ->
        requests
          .send(
            call.caller(),
            prompt.provider(),
            ListKind.PROMPTS,
            prompt.key(),
            new ServerRequest(call.request().method(), call.params().with("name", prompt.key())),
            conversations.of(call, prompt.provider())
          )
          .map(response -> call.uris().response(response, prompt.provider()))
      )
      .map(call::response);
  }
}
