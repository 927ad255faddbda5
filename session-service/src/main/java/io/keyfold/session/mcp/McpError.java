package io.keyfold.session.mcp;

import io.keyfold.platform.error.ApiException;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcCodes;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.upstream.McpVersion;
import io.keyfold.session.upstream.ProviderFailure;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An error of Keyfold's own in response to an MCP message. */
final class McpError extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private final int status;
  private final transient RawObject error;

  private McpError(int status, long code, String text, RawObject data) {
    super(text, null, false, false);
    this.status = status;
    RawObject plain = RawObject.EMPTY.with("code", RawJson.number(code)).with("message", text);
    this.error = data.members().isEmpty() ? plain : plain.with("data", data);
  }

  private McpError(int status, long code, String text) {
    this(status, code, text, RawObject.EMPTY);
  }

  /** {@return the error of a body that is not JSON} */
  static McpError parse(String text) {
    return new McpError(BAD_REQUEST, RpcCodes.PARSE_ERROR, text);
  }

  /** {@return the error of JSON that is no valid message} */
  static McpError invalidRequest(String text) {
    return new McpError(BAD_REQUEST, RpcCodes.INVALID_REQUEST, text);
  }

  /** {@return the error of a header that is missing or does not agree with the body} */
  static McpError header(String text) {
    return new McpError(BAD_REQUEST, RpcCodes.HEADER_MISMATCH, text);
  }

  /** {@return the error of a protocol version that is not supported} */
  static McpError version(String requested) {
    RawObject data = RawObject.EMPTY.with("supported", supported()).with("requested", requested);
    return new McpError(BAD_REQUEST, RpcCodes.UNSUPPORTED_VERSION, "Unsupported protocol version", data);
  }

  /** {@return all protocol versions that are supported} */
  static RawJson supported() {
    List<RawJson> versions = Stream.concat(McpVersion.MODERN.stream(), McpVersion.CLASSIC.stream())
      .map(RawJson::text)
      .toList();
    return RawJson.array(versions);
  }

  static McpError invalidParams(String text, int status) {
    return new McpError(status, RpcCodes.INVALID_PARAMS, text);
  }

  static McpError invalidParams(String text) {
    return new McpError(OK, RpcCodes.INVALID_PARAMS, text);
  }

  /** {@return the error of input for a call that no longer exists} */
  static McpError gone() {
    return invalidParams("The call no longer waits for input: repeat it without requestState");
  }

  /** {@return the error of a request whose outcome is unknown, since the instance that handled it was lost} */
  static McpError lost() {
    return new McpError(
      OK,
      RpcCodes.SERVER_ERROR,
      "The instance was lost that handled the request; it may have executed it"
    );
  }

  /** {@return the error of a method that does not exist in the client's protocol version} */
  static McpError unknownMethod(Dialect dialect) {
    int status = dialect instanceof Dialect.Modern ? NOT_FOUND : OK;
    return new McpError(status, RpcCodes.METHOD_NOT_FOUND, "Method not found");
  }

  /** {@return the error of a request for which the client lacks a capability} */
  static McpError capability(String method) {
    return new McpError(
      BAD_REQUEST,
      RpcCodes.MISSING_CAPABILITY,
      "The provider requires a client that supports " + method
    );
  }

  /** {@return the error of a resource that does not exist} */
  static McpError noResource(Dialect dialect, String uri) {
    long code = dialect instanceof Dialect.Modern ? RpcCodes.INVALID_PARAMS : RpcCodes.RESOURCE_NOT_FOUND;
    return new McpError(OK, code, "Resource not found", RawObject.EMPTY.with("uri", uri));
  }

  /** {@return the error of a request before which the user must visit these URLs (MCP 2025-11-25)} */
  static McpError elicitations(String text, List<RawJson> elicitations) {
    RawObject data = RawObject.EMPTY.with("elicitations", RawJson.array(elicitations));
    return new McpError(OK, RpcCodes.URL_ELICITATION_REQUIRED, text, data);
  }

  /** {@return the JSON-RPC form of an API error} */
  static McpError of(ApiException e) {
    long code = switch (e.code()) {
      case NOT_FOUND, INVALID_DATA, INVALID_TOOL_ACTION -> RpcCodes.INVALID_PARAMS;
      case INTERNAL_SERVER_ERROR -> RpcCodes.INTERNAL_ERROR;
      default -> RpcCodes.SERVER_ERROR;
    };
    RawObject data = RawObject.EMPTY.with("code", e.code().wire())
      .with("entity", nullable(e.entity()))
      .with("id", nullable(e.id()))
      .with("hint", nullable(e.hint()));
    RawObject all = e
      .retryAfter()
      .map(delay -> data.with("retry_after", RawJson.number(Math.max(1, delay.toSeconds()))))
      .orElse(data);
    return new McpError(OK, code, e.text(), all);
  }

  /** {@return the JSON-RPC form of a provider's failure} */
  static McpError of(ProviderFailure e, String sessionProviderId) {
    return of(e.asError("session.provider", sessionProviderId));
  }

  private static RawJson nullable(@Nullable String text) {
    return text == null ? RawJson.NULL : RawJson.text(text);
  }

  /** {@return HTTP status of a response that contains only the message, whoever it comes from} */
  static int statusOf(Dialect dialect, RpcMessage message) {
    boolean protocol =
      message instanceof RpcMessage.Fault fault &&
      (fault.code() == RpcCodes.HEADER_MISMATCH ||
        fault.code() == RpcCodes.MISSING_CAPABILITY ||
        fault.code() == RpcCodes.UNSUPPORTED_VERSION);
    return protocol && dialect instanceof Dialect.Modern ? BAD_REQUEST : OK;
  }

  /** {@return HTTP status of a response that contains nothing else} */
  int status() {
    return status;
  }

  /** {@return the response to the request} */
  RpcMessage.Fault fault(RawJson id) {
    return RpcMessage.Fault.of(id, error);
  }
}
