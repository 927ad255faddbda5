package io.keyfold.session.mcp;

import io.keyfold.session.sessions.SessionProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tools of one provider of a session, as they can be told now.
 *
 * @param provider the session's provider
 * @param tools its tools under their names in the session; what was known before, or one tool that tells the failure, if it
 *     cannot be asked
 * @param failure why it could not be asked
 * @param withheld how many of its tools are left out, because a name in them holds a part of the credential
 */
record ProviderTools(SessionProvider provider, List<McpSchema.Tool> tools, @Nullable Failure failure, int withheld) {
  /**
   * Why a provider could not be asked.
   *
   * @param code the API's error code
   * @param message what happened
   */
  record Failure(String code, String message) {}
}
