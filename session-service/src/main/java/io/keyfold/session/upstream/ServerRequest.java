package io.keyfold.session.upstream;

import io.keyfold.session.rpc.RawObject;

/**
 * A request to a server.
 *
 * @param method its method
 * @param params its parameters, with names as the server knows them
 * @param repeatable whether it may be executed twice without harm
 */
public record ServerRequest(String method, RawObject params, boolean repeatable) {
  /** Creates a request that only reads, as all requests but tool calls do. */
  public ServerRequest(String method, RawObject params) {
    this(method, params, true);
  }

  /** {@return a tool call} */
  public static ServerRequest toolCall(String tool, RawObject params, boolean repeatable) {
    return new ServerRequest(McpMethod.TOOLS_CALL, params.with("name", tool), repeatable);
  }
}
