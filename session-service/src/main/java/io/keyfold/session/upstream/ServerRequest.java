package io.keyfold.session.upstream;

import io.keyfold.session.rpc.RawObject;

/**
 * A request to a server.
 *
 * @param method its method
 * @param params its parameters, with names as the server knows them
 */
public record ServerRequest(String method, RawObject params) {
  /** {@return a tool call} */
  public static ServerRequest toolCall(String tool, RawObject params) {
    return new ServerRequest(McpMethod.TOOLS_CALL, params.with("name", tool));
  }
}
