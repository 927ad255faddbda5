package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.upstream.McpMethod;

/**
 * A request of a client.
 *
 * @param caller who sent it
 * @param dialect how the client speaks
 * @param request the request
 * @param client the client while it runs
 * @param inputs what is asked of a client without sessions
 */
record McpCall(
  McpCaller caller,
  Dialect dialect,
  RpcMessage.Request request,
  ClientConversation client,
  ModernInputs inputs
) {
  /** {@return the call with other parameters} */
  McpCall with(RawObject params) {
    return new McpCall(caller, dialect, request.withParams(params), client, inputs);
  }

  /** {@return the URIs of the session} */
  ResourceUris uris() {
    return ResourceUris.of(caller.session());
  }

  /** {@return the parameters of the request} */
  RawObject params() {
    return request.params();
  }

  /** {@return the parameter; errors with {@link McpError} if it is not a text} */
  String required(String name) {
    return params()
      .text(name)
      .filter(text -> !text.isEmpty())
      .orElseThrow(() -> McpError.invalidParams(request.method() + " requires the text parameter " + name));
  }

  /** {@return a successful response} */
  RpcMessage.Response result(RawObject result) {
    return RpcMessage.Result.of(request.id(), dialect instanceof Dialect.Modern ? complete(result) : result);
  }

  /** {@return the response of a server in the client's form} */
  RpcMessage.Response response(RpcMessage.Response response) {
    boolean modern = dialect instanceof Dialect.Modern;
    return switch (response) {
      case RpcMessage.Fault fault -> fault.withId(request.id());
      case RpcMessage.Result result -> modern && !InputRequired.is(result)
        ? result.withResult(complete(result.members())).withId(request.id())
        : result.withId(request.id());
    };
  }

  /** Adds what each result has since MCP 2026-07-28, and a resource that is read may not be cached unless it says so. */
  private RawObject complete(RawObject result) {
    RawObject typed = result.find("resultType").isPresent() ? result : result.with("resultType", "complete");
    boolean cached = !request.method().equals(McpMethod.RESOURCES_READ) || typed.find("ttlMs").isPresent();
    return cached ? typed : typed.with("ttlMs", RawJson.number(0)).with("cacheScope", "private");
  }
}
