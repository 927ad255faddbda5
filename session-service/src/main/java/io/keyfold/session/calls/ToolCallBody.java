package io.keyfold.session.calls;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tool call on the wire. It may be remembered for a while: what went in and came out is text, since a tree of it can take thirty
 * times as much.
 *
 * @param object always {@code session.tool_call}
 * @param type always {@code tool_call}
 * @param status {@code succeeded}, {@code failed}, or {@code waiting_for_response} while the outcome is not known
 * @param input what the tool got; only in the answer to the call itself, it is not kept on record
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
  CalledToolBody tool,
  @Nullable ErrorPart error,
  @JsonRawValue @Nullable String input,
  @JsonRawValue @Nullable String output,
  Instant createdAt
) {
  /**
   * Why a call failed.
   *
   * @param code {@code tool_error} for the tool's own failure, else the API's error code
   */
  record ErrorPart(String code, String message) {}

  /** About what all takes whose length is bounded. */
  private static final long SHORT_PARTS = 4 * 1024;

  /** {@return about how many bytes it takes in memory} */
  long bytes() {
    return SHORT_PARTS + Stream.of(input, output, tool.description(), schema()).mapToLong(ToolCallBody::bytes).sum();
  }

  private @Nullable String schema() {
    return tool.inputSchema() == null ? null : tool.inputSchema().schema();
  }

  private static long bytes(@Nullable String text) {
    return text == null ? 0 : (long) Character.BYTES * text.length();
  }

  /** Without what went in and came out: it is the caller's business. */
  @Override
  public String toString() {
    return "ToolCallBody[" + id + ", " + status + "]";
  }
}
