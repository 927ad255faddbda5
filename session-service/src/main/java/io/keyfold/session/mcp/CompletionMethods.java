package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.ListKind;
import io.keyfold.session.upstream.ServerRequest;
import reactor.core.publisher.Mono;

/** Completes the arguments of a session's prompts and resource templates. */
final class CompletionMethods {

  private final SessionNames names;
  private final ProviderRequests requests;
  private final Conversations conversations;

  CompletionMethods(SessionNames names, ProviderRequests requests, Conversations conversations) {
    this.names = names;
    this.requests = requests;
    this.conversations = conversations;
  }

  Mono<RpcMessage.Response> complete(McpCall call) {
    RawObject ref = call.params().object("ref");
    return switch (ref.text("type").orElse("")) {
      case "ref/prompt" -> prompt(call, ref);
      case "ref/resource" -> resource(call, ref);
      default -> throw McpError.invalidParams("The ref of a completion is a ref/prompt or a ref/resource");
    };
  }

  private Mono<RpcMessage.Response> prompt(McpCall call, RawObject ref) {
    String name = ref.text("name").orElse("");
    return names
      .resolve(call.caller(), ListKind.PROMPTS, name)
      .switchIfEmpty(Mono.error(() -> SessionNames.unknown(call.request(), name)))
      .flatMap(prompt -> send(call, prompt.provider(), ListKind.PROMPTS, prompt.key(), ref.with("name", prompt.key())));
  }

  private Mono<RpcMessage.Response> resource(McpCall call, RawObject ref) {
    String uri = ref.text("uri").orElse("");
    SessionNames.Named located = names
      .locate(call.caller(), uri)
      .orElseThrow(() -> McpError.noResource(call.dialect(), uri));
    return send(call, located.provider(), ListKind.TEMPLATES, located.key(), ref.with("uri", located.key()));
  }

  private Mono<RpcMessage.Response> send(
    McpCall call,
    SessionProvider provider,
    ListKind kind,
    String key,
    RawObject ref
  ) {
    ServerRequest request = new ServerRequest(call.request().method(), call.params().with("ref", ref));
    return requests
      .send(call.caller(), provider, kind, key, request, conversations.of(call, provider))
      .map(call::response);
  }
}
