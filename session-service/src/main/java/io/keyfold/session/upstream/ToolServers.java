package io.keyfold.session.upstream;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The tools of providers. Every operation errors with {@link ProviderFailure} or an {@code ApiException}, in bounded time. */
public interface ToolServers {
  /** Calls a tool once. What the provider itself says of the call is an answer, not an error. */
  Mono<ToolResponse> call(Target target, String tool, Map<String, Object> input);

  /** {@return the provider's tools, as it lists them now} */
  Mono<Listed> tools(Target target);

  /** Drops the connections of a session provider: it was removed, or its session closed. */
  void drop(String sessionProviderId);

  /**
   * What a provider listed.
   *
   * @param tools its tools, without the credential should it be in them
   * @param withheld how many were left out, because a name in them holds a part of the credential
   */
  record Listed(List<McpSchema.Tool> tools, int withheld) {
    /** Copies the tools. */
    public Listed {
      tools = List.copyOf(tools);
    }
  }

  /** What a provider said to a call. */
  sealed interface ToolResponse {
    /**
     * The tool ran, well or badly.
     *
     * @param result its result, without the credential should it be in it
     */
    record Result(McpSchema.CallToolResult result) implements ToolResponse {}

    /**
     * The provider refused the call itself.
     *
     * @param code the JSON-RPC error code
     * @param message what the provider says, without the credential should it be in it
     */
    record Refusal(int code, String message) implements ToolResponse {}
  }
}
