package io.keyfold.session.mcp;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON-RPC message of a client.
 *
 * @param id id of the request; null for a notification or a response, which is never expected here
 * @param method the method; empty for a response
 * @param params the parameters; missing if there are none
 */
record RpcRequest(@Nullable JsonNode id, String method, JsonNode params) {
  /** {@return the parsed message; errors if the body is not one} */
  static RpcRequest of(JsonNode body) {
    if (!body.isObject() || !body.path("jsonrpc").asString("").equals("2.0")) {
      throw RpcError.invalidRequest("Send a single JSON-RPC 2.0 message; MCP no longer supports batches");
    }
    JsonNode method = body.path("method");
    JsonNode id = body.get("id");
    if (method.isMissingNode() && (body.has("result") || body.has("error"))) {
      return new RpcRequest(null, "", body.path("params"));
    }
    boolean badId = id != null && !id.isString() && !id.isIntegralNumber();
    if (!method.isString() || badId) {
      throw RpcError.invalidRequest("A request requires a method, and an id that is a string or an integer");
    }
    return new RpcRequest(id, method.stringValue(), body.path("params"));
  }

  boolean notification() {
    return id == null;
  }
}
