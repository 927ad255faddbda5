package io.keyfold.session.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A tool call on the wire.
 *
 * @param object always {@code session.tool_call}
 * @param type always {@code tool_call}
 * @param status {@code succeeded}, {@code failed}, or {@code waiting_for_response} while the outcome is not known
 * @param input what the tool got; only in the answer to the call itself, it is not kept
 * @param output what the tool answered, an MCP result; only in the answer to the call itself
 */
record ToolCallBody(
  String object,
  String id,
  String toolKey,
  String type,
  String status,
  String source,
  String transport,
  String sessionId,
  String messageId,
  @Nullable String sessionProviderId,
  @Nullable String connectionId,
  @Nullable String providerRunId,
  @Nullable Object senderParticipant,
  @Nullable Object responderParticipant,
  ToolBody tool,
  @Nullable ErrorPart error,
  @Nullable JsonNode input,
  @Nullable JsonNode output,
  Instant createdAt
) {
  /**
   * Why a call failed.
   *
   * @param code {@code tool_error} for the tool's own failure, else the API's error code
   */
  record ErrorPart(String code, String message) {}

  private static final int SMALL = 32 * 1024;

  /** {@return whether it is small enough to be remembered for a while} */
  boolean isSmall() {
    return output == null || output.toString().length() <= SMALL;
  }

  /** Without what went in and came out: it is the caller's business. */
  @Override
  public String toString() {
    return "ToolCallBody[" + id + ", " + status + "]";
  }
}
