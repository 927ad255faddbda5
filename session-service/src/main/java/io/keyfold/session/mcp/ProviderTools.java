package io.keyfold.session.mcp;

import io.keyfold.session.sessions.SessionProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a session provider, as currently known.
 *
 * @param provider the session's provider
 * @param tools its tools with their names in the session; if it is unavailable, its last known tools or one tool that
 *     reports the failure
 * @param failure why it is unavailable
 * @param withheld number of tools omitted because a name in them contains a part of the credential
 */
record ProviderTools(SessionProvider provider, List<McpSchema.Tool> tools, @Nullable Failure failure, int withheld) {
  /**
   * Why a provider is unavailable.
   *
   * @param code the API's error code
   * @param message the error message
   */
  record Failure(String code, String message) {}
}
