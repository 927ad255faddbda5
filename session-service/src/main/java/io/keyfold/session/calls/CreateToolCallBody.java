package io.keyfold.session.calls;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Request to call a tool.
 *
 * @param sessionId the session
 * @param toolId name of the tool in the session, {@code <key>_<tag>}
 * @param input arguments of the tool
 * @param metadata accepted for compatibility with existing clients, and not stored
 */
record CreateToolCallBody(String sessionId, String toolId, @Nullable ObjectNode input, @Nullable JsonNode metadata) {
  /** Omits the input, which may be confidential. */
  @Override
  public String toString() {
    return "CreateToolCallBody[" + sessionId + ", " + toolId + "]";
  }
}
