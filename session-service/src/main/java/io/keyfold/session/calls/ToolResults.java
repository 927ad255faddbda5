package io.keyfold.session.calls;

import io.keyfold.session.upstream.ToolServers;
import io.modelcontextprotocol.spec.McpSchema;
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
  public static boolean failed(ToolServers.ToolResponse response) {
    return switch (response) {
      case ToolServers.ToolResponse.Result result -> Boolean.TRUE.equals(result.result().isError());
      case ToolServers.ToolResponse.Refusal ignored -> true;
    };
  }

  /** {@return the error code} */
  public static String errorCode(ToolServers.ToolResponse response) {
    return switch (response) {
      case ToolServers.ToolResponse.Result ignored -> TOOL_ERROR;
      case ToolServers.ToolResponse.Refusal ignored -> PROVIDER_ERROR;
    };
  }

  /** {@return the provider's error message, truncated to a limit} */
  public static String message(ToolServers.ToolResponse response) {
    String message = switch (response) {
      case ToolServers.ToolResponse.Result result -> text(result.result());
      case ToolServers.ToolResponse.Refusal refusal -> refusal.message();
    };
    return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
  }

  static boolean mayBeUnknownTool(ToolServers.ToolResponse response) {
    return switch (response) {
      case ToolServers.ToolResponse.Refusal refusal -> refusal.code() == McpSchema.ErrorCodes.INVALID_PARAMS ||
        refusal.code() == McpSchema.ErrorCodes.METHOD_NOT_FOUND;
      case ToolServers.ToolResponse.Result result -> failed(response) && namesNoTool(text(result.result()));
    };
  }

  private static boolean namesNoTool(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("unknown tool") || (lower.contains("tool") && lower.contains("not found"));
  }

  private static String text(McpSchema.CallToolResult result) {
    if (result.content() == null) {
      return "";
    }
    return result
      .content()
      .stream()
      .filter(McpSchema.TextContent.class::isInstance)
      .map(content -> ((McpSchema.TextContent) content).text())
      .collect(Collectors.joining("\n"));
  }
}
