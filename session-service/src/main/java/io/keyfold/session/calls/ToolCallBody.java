package io.keyfold.session.calls;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.session.usage.UsedCredential;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tool call. Input and output are stored as text, since responses are cached and a JSON tree can take thirty times
 * the memory.
 *
 * @param object always {@code session.tool_call}
 * @param type always {@code tool_call}
 * @param status {@code succeeded}, {@code failed}, or {@code waiting_for_response} while the outcome is not known
 * @param user the caller's user for whom the session acts
 * @param credential the credential that was used, with its version
 * @param input arguments of the tool; only in the response to the call itself, not stored
 * @param output the tool's MCP result; only in the response to the call itself, not stored
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
  @Nullable String user,
  @Nullable String connectionId,
  @Nullable String providerRunId,
  @Nullable Object senderParticipant,
  @Nullable Object responderParticipant,
  UsedCredential credential,
  CalledToolBody tool,
  @Nullable ErrorPart error,
  @JsonRawValue @Nullable String input,
  @JsonRawValue @Nullable String output,
  Instant createdAt
) {
  /**
   * The error of a failed call.
   *
   * @param code {@code tool_error} for the tool's own failure, otherwise the API's error code
   * @param provider the provider's JSON-RPC error, if it responded with one
   */
  record ErrorPart(String code, String message, @JsonRawValue @Nullable String provider) {}

  /** Approximate bytes of all fields with a bounded length. */
  private static final long SHORT_PARTS = 4 * 1024;

  /** {@return approximate bytes in memory} */
  long bytes() {
    return (
      SHORT_PARTS +
      Stream.of(input, output, tool.description(), schema(), error == null ? null : error.provider())
        .mapToLong(ToolCallBody::bytes)
        .sum()
    );
  }

  private @Nullable String schema() {
    return tool.inputSchema() == null ? null : tool.inputSchema().schema();
  }

  private static long bytes(@Nullable String text) {
    return text == null ? 0 : (long) Character.BYTES * text.length();
  }

  /** Omits input and output, which may be confidential. */
  @Override
  public String toString() {
    return "ToolCallBody[" + id + ", " + status + "]";
  }
}
