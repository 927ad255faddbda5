package io.keyfold.session.mcp;

import io.keyfold.platform.error.ApiException;
import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;

/** A JSON-RPC error. */
final class RpcError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The code that MCP servers use for upstream failures. */
  private static final int SERVER_ERROR = -32000;

  private final int code;
  private final String text;
  private final transient @Nullable ApiException cause;

  private RpcError(int code, String text, @Nullable ApiException cause) {
    super(text, null, false, false);
    this.code = code;
    this.text = text;
    this.cause = cause;
  }

  /** {@return the error of a body that is not acceptable JSON} */
  static RpcError parse(ApiException e) {
    return new RpcError(McpSchema.ErrorCodes.PARSE_ERROR, e.text(), e);
  }

  static RpcError invalidRequest(String text) {
    return new RpcError(McpSchema.ErrorCodes.INVALID_REQUEST, text, null);
  }

  static RpcError invalidParams(String text) {
    return new RpcError(McpSchema.ErrorCodes.INVALID_PARAMS, text, null);
  }

  static RpcError unknownMethod() {
    return new RpcError(McpSchema.ErrorCodes.METHOD_NOT_FOUND, "Method not found", null);
  }

  /**
   * {@return the error for a provider's refusal, with the provider's code unless that would refer to the client's own
   * request}
   */
  static RpcError refusal(int code, String text) {
    boolean misleading =
      code == McpSchema.ErrorCodes.PARSE_ERROR ||
      code == McpSchema.ErrorCodes.INVALID_REQUEST ||
      code == McpSchema.ErrorCodes.METHOD_NOT_FOUND;
    return new RpcError(misleading ? SERVER_ERROR : code, text, null);
  }

  /** {@return the JSON-RPC form of an API error} */
  static RpcError of(ApiException e) {
    int code = switch (e.code()) {
      case NOT_FOUND, INVALID_DATA, INVALID_TOOL_ACTION -> McpSchema.ErrorCodes.INVALID_PARAMS;
      case INTERNAL_SERVER_ERROR -> McpSchema.ErrorCodes.INTERNAL_ERROR;
      default -> SERVER_ERROR;
    };
    return new RpcError(code, e.text(), e);
  }

  int code() {
    return code;
  }

  String text() {
    return text;
  }

  /** {@return the API error that caused it} */
  @Nullable
  ApiException api() {
    return cause;
  }
}
