package io.keyfold.platform.toolcall;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.Optional;
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
public record ToolCallBody(
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
  public record ErrorPart(String code, String message, @JsonRawValue @Nullable String provider) {}

  /** Approximate bytes of all fields with a bounded length. */
  private static final long SHORT_PARTS = 4 * 1024;

  /**
   * {@return a recorded call} It has neither input nor output, and no text of an error.
   *
   * @param call the call
   * @param known its tool as the provider declares it, if it does
   */
  public static ToolCallBody of(RecordedCall call, Optional<KnownTool> known) {
    String status = status(call.outcome());
    String code = call.errorCode();
    return new ToolCallBody(
      "session.tool_call",
      call.id(),
      call.tool(),
      "tool_call",
      status,
      "client",
      "tool_call",
      call.sessionId(),
      call.id().replaceFirst("^tcl_", "smg_"),
      call.sessionProviderId(),
      call.user(),
      null,
      null,
      null,
      null,
      call.credential(),
      CalledToolBody.of(call.providerId(), call.tool(), known),
      status.equals("failed")
        ? new ErrorPart(code == null ? "unknown" : code, "The error message was not stored", null)
        : null,
      null,
      null,
      call.occurredAt()
    );
  }

  private static String status(String outcome) {
    return switch (outcome) {
      case "SUCCEEDED" -> "succeeded";
      case "UNKNOWN" -> "waiting_for_response";
      default -> "failed";
    };
  }

  /**
   * {@return the same call with what only the response to the call itself has}
   *
   * @param error the error; null if the call succeeded
   * @param input arguments of the tool as JSON
   * @param output the tool's MCP result as JSON; null if the provider responded with an error
   */
  public ToolCallBody with(@Nullable ErrorPart error, String input, @Nullable String output) {
    return new ToolCallBody(
      object,
      id,
      toolKey,
      type,
      status,
      source,
      transport,
      sessionId,
      messageId,
      sessionProviderId,
      user,
      connectionId,
      providerRunId,
      senderParticipant,
      responderParticipant,
      credential,
      tool,
      error,
      input,
      output,
      createdAt
    );
  }

  /** {@return approximate bytes in memory} */
  public long bytes() {
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
