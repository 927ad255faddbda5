package io.keyfold.session.calls;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a caller sends to call a tool.
 *
 * @param sessionId the session
 * @param toolId the tool's name in the session, {@code <key>_<tag>}
 * @param input what the tool gets
 * @param metadata accepted for the sake of existing clients, and not kept
 */
record CreateToolCallBody(String sessionId, String toolId, @Nullable ObjectNode input, @Nullable JsonNode metadata) {
  /** Without the input: it is the caller's business. */
  @Override
  public String toString() {
    return "CreateToolCallBody[" + sessionId + ", " + toolId + "]";
  }
}
