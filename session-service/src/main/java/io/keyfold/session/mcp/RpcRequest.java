package io.keyfold.session.mcp;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON-RPC message of a client.
 *
 * @param id the request's id; null for a notification, and for an answer to us, which we never wait for
 * @param method the method; empty for an answer
 * @param params its parameters; missing if there are none
 */
record RpcRequest(@Nullable JsonNode id, String method, JsonNode params) {
  /** {@return the message; a body that is none is refused} */
  static RpcRequest of(JsonNode body) {
    if (!body.isObject() || !body.path("jsonrpc").asString("").equals("2.0")) {
      throw RpcError.invalidRequest("Send one JSON-RPC 2.0 message; batches are not part of MCP any more");
    }
    JsonNode method = body.path("method");
    JsonNode id = body.get("id");
    if (method.isMissingNode() && (body.has("result") || body.has("error"))) {
      return new RpcRequest(null, "", body.path("params"));
    }
    boolean badId = id != null && !id.isString() && !id.isIntegralNumber();
    if (!method.isString() || badId) {
      throw RpcError.invalidRequest("A request has a method, and an id that is text or a whole number");
    }
    return new RpcRequest(id, method.stringValue(), body.path("params"));
  }

  boolean notification() {
    return id == null;
  }
}
