package io.keyfold.session.calls;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RpcCodes;
import io.keyfold.session.rpc.RpcMessage;
import java.util.Locale;
import java.util.stream.Collectors;

/** Interprets the responses of providers to tool calls. */
public final class ToolResults {

  /** Error code: the tool ran and failed. */
  public static final String TOOL_ERROR = "tool_error";

  /** Error code: the provider rejected the call with an error of its own. */
  public static final String PROVIDER_ERROR = "provider_error";

  private static final int MAX_MESSAGE = 2_000;

  private ToolResults() {}

  /** {@return whether the tool failed or the provider rejected the call} */
  public static boolean failed(RpcMessage.Response response) {
    return switch (response) {
      case RpcMessage.Result result -> result.members().find("isError").filter(RawJson::isTrue).isPresent();
      case RpcMessage.Fault fault -> true;
    };
  }

  /** {@return the error code} */
  public static String errorCode(RpcMessage.Response response) {
    return switch (response) {
      case RpcMessage.Result result -> TOOL_ERROR;
      case RpcMessage.Fault fault -> PROVIDER_ERROR;
    };
  }

  /** {@return the provider's error message, truncated to a limit} */
  public static String message(RpcMessage.Response response) {
    String message = switch (response) {
      case RpcMessage.Result result -> text(result);
      case RpcMessage.Fault fault -> fault
        .message()
        .orElseGet(() -> "The provider responded with error " + fault.code() + " and no message");
    };
    return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
  }

  static boolean mayBeUnknownTool(RpcMessage.Response response) {
    return switch (response) {
      case RpcMessage.Fault fault -> fault.code() == RpcCodes.INVALID_PARAMS ||
        fault.code() == RpcCodes.METHOD_NOT_FOUND;
      case RpcMessage.Result result -> failed(response) && namesNoTool(text(result));
    };
  }

  private static boolean namesNoTool(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("unknown tool") || (lower.contains("tool") && lower.contains("not found"));
  }

  private static String text(RpcMessage.Result result) {
    return result
      .members()
      .elements("content")
      .stream()
      .flatMap(content -> content.object().stream())
      .filter(content -> content.text("type").filter("text"::equals).isPresent())
      .flatMap(content -> content.text("text").stream())
      .collect(Collectors.joining("\n"));
  }
}
