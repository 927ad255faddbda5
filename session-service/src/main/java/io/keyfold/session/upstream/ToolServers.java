package io.keyfold.session.upstream;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Calls the tools of providers. Every operation completes or errors within its timeout, with {@link ProviderFailure} or
 * an {@code ApiException}.
 */
public interface ToolServers {
  /** Calls a tool once. An error reported by the provider is a response, not an error signal. */
  Mono<ToolResponse> call(Target target, String tool, Map<String, Object> input);

  /** {@return the provider's current tools} */
  Mono<Listed> tools(Target target);

  /** Closes the connections of a session provider that was removed or whose session was closed. */
  void drop(String sessionProviderId);

  /**
   * A provider's tool list.
   *
   * @param tools its tools, with the credential removed
   * @param withheld number of tools omitted because a name in them contains a part of the credential
   */
  record Listed(List<McpSchema.Tool> tools, int withheld) {
    /** Copies the tools. */
    public Listed {
      tools = List.copyOf(tools);
    }
  }

  /** A provider's response to a call. */
  sealed interface ToolResponse {
    /**
     * The tool ran, with success or failure.
     *
     * @param result its result, with the credential removed
     */
    record Result(McpSchema.CallToolResult result) implements ToolResponse {}

    /**
     * The provider rejected the call.
     *
     * @param code the JSON-RPC error code
     * @param message the provider's message, with the credential removed
     */
    record Refusal(int code, String message) implements ToolResponse {}
  }
}
