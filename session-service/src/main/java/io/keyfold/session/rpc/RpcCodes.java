package io.keyfold.session.rpc;

/** Error codes of JSON-RPC 2.0 and MCP. */
public final class RpcCodes {

  /** The body is not JSON. */
  public static final long PARSE_ERROR = -32700;

  /** The JSON is not a valid message. */
  public static final long INVALID_REQUEST = -32600;

  /** The method is not supported. */
  public static final long METHOD_NOT_FOUND = -32601;

  /** The parameters are not valid. */
  public static final long INVALID_PARAMS = -32602;

  /** The receiver failed. */
  public static final long INTERNAL_ERROR = -32603;

  /** MCP servers use it for failures behind them. */
  public static final long SERVER_ERROR = -32000;

  /** MCP 2025-11-25: a resource does not exist. */
  public static final long RESOURCE_NOT_FOUND = -32002;

  /** MCP 2026-07-28: a header does not agree with the body. */
  public static final long HEADER_MISMATCH = -32020;

  /** MCP 2026-07-28: the client lacks a capability that the request needs. */
  public static final long MISSING_CAPABILITY = -32021;

  /** MCP 2026-07-28: the protocol version is not supported. */
  public static final long UNSUPPORTED_VERSION = -32022;

  /** MCP 2025-11-25: the user must visit a URL first. */
  public static final long URL_ELICITATION_REQUIRED = -32042;

  private RpcCodes() {}
}
