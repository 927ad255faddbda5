package io.keyfold.session.mcp;

import io.keyfold.platform.error.ApiException;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.upstream.ListKind;
import io.keyfold.session.upstream.McpMethod;
import reactor.core.publisher.Mono;

/** Finds the handler of a method in the client's protocol version. */
final class McpMethods {

  private final ServerMethods server;
  private final ToolMethods tools;
  private final PromptMethods prompts;
  private final ResourceMethods resources;
  private final CompletionMethods completions;

  McpMethods(
    ServerMethods server,
    ToolMethods tools,
    PromptMethods prompts,
    ResourceMethods resources,
    CompletionMethods completions
  ) {
    this.server = server;
    this.tools = tools;
    this.prompts = prompts;
    this.resources = resources;
    this.completions = completions;
  }

  /** {@return the response, under the id of the request; errors with {@link McpError}} */
  Mono<RpcMessage.Response> handle(McpCall call) {
    return Mono.defer(
      () ->
        switch (call.dialect()) {
          case Dialect.Classic classic -> classic(call);
          case Dialect.Modern modern -> modern(call);
        }
    ).onErrorMap(ApiException.class, McpError::of);
  }

  private Mono<RpcMessage.Response> classic(McpCall call) {
    return switch (call.request().method()) {
      case McpMethod.INITIALIZE -> server.initialize(call);
      case McpMethod.PING -> Mono.just(call.result(RawObject.EMPTY));
      case McpMethod.SET_LEVEL -> server.setLevel(call);
      case McpMethod.SUBSCRIBE -> resources.subscribe(call);
      case McpMethod.UNSUBSCRIBE -> resources.unsubscribe(call);
      default -> common(call);
    };
  }

  private Mono<RpcMessage.Response> modern(McpCall call) {
    return call.request().method().equals(McpMethod.DISCOVER) ? server.discover(call) : common(call);
  }

  private Mono<RpcMessage.Response> common(McpCall call) {
    return switch (call.request().method()) {
      case McpMethod.TOOLS_LIST -> tools.list(call);
      case McpMethod.TOOLS_CALL -> tools.call(call);
      case McpMethod.PROMPTS_LIST -> prompts.list(call);
      case McpMethod.PROMPTS_GET -> prompts.get(call);
      case McpMethod.RESOURCES_LIST -> resources.list(call, ListKind.RESOURCES);
      case McpMethod.TEMPLATES_LIST -> resources.list(call, ListKind.TEMPLATES);
      case McpMethod.RESOURCES_READ -> resources.send(call);
      case McpMethod.COMPLETE -> completions.complete(call);
      default -> Mono.error(McpError.unknownMethod(call.dialect()));
    };
  }
}
