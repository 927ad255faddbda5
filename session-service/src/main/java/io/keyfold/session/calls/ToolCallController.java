package io.keyfold.session.calls;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.toolcall.ToolCallBody;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.sessions.ToolName;
import io.keyfold.session.upstream.Conversation;
import java.util.function.Function;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Tool calls: call a tool of a session without an MCP client. ledger-service answers what was called. */
@RestController
@RequestMapping("/tool-calls")
class ToolCallController {

  private final OpenSessions sessions;
  private final ToolCalls calls;
  private final ToolCallRenderer renderer;
  private final IdempotentCalls keyed;
  private final JsonMapper json;

  ToolCallController(
    OpenSessions sessions,
    ToolCalls calls,
    ToolCallRenderer renderer,
    IdempotentCalls keyed,
    JsonMapper json
  ) {
    this.sessions = sessions;
    this.calls = calls;
    this.renderer = renderer;
    this.keyed = keyed;
    this.json = json;
  }

  /**
   * Calls a tool of a session and returns its result.
   *
   * <p>With an Idempotency-Key, a retry returns the result of the first call while that is remembered, and never calls
   * the tool again. A failure of the tool itself has status 200 and {@code status: failed}.
   */
  @PostMapping
  @RequiresScope("instance.provider.session:write")
  @FailsWith({
    ErrorCode.NOT_FOUND,
    ErrorCode.USE_AFTER_DELETE,
    ErrorCode.AUTH_CONFIG_REQUIRED,
    ErrorCode.AMBIGUOUS,
    ErrorCode.PROVIDER_MISMATCH,
    ErrorCode.INVALID_AUTH_METHOD,
    ErrorCode.AUTHENTICATION_NOT_SUPPORTED,
    ErrorCode.AUTHENTICATION_REQUIRED,
    ErrorCode.CONFIG_REQUIRED,
    ErrorCode.AUTHENTICATION_EXPIRED,
    ErrorCode.BUDGET_EXCEEDED,
    ErrorCode.OAUTH_TOKEN_REFRESH_FAILED,
    ErrorCode.INVALID_TOOL_ACTION,
    ErrorCode.PROVIDER_REFUSED_CREDENTIAL,
    ErrorCode.PROVIDER_ERROR,
    ErrorCode.PROVIDER_UNREACHABLE,
    ErrorCode.PROVIDER_TIMEOUT,
    ErrorCode.PROVIDER_RATE_LIMITED,
  })
  Mono<ToolCallBody> create(
    ServerWebExchange exchange,
    WriteRequest write,
    @JsonBody("create-tool-call") CreateToolCallBody body
  ) {
    String traceparent = exchange.getRequest().getHeaders().getFirst("traceparent");
    ToolName tool = ToolName.parse(body.toolId()).orElseThrow(() ->
      ApiException.invalid("format", "tool_id must be the tool's key, an underscore and five digits", "tool_id")
    );
    RawJson input = body.input() == null ? RawJson.EMPTY_OBJECT : RawJson.parse(json.writeValueAsBytes(body.input()));
    RawObject params = RawObject.EMPTY.with("name", body.toolId()).with("arguments", input);
    Mono<CallRequest> request = sessions
      .find(write.tenant(), body.sessionId())
      .map(session ->
        new CallRequest(
          write.tenant(),
          write.actor(),
          write.requestId(),
          session,
          tool,
          params,
          Conversation.silent(traceparent)
        )
      );
    Function<FinishedCall, ToolCallBody> shown = finished -> renderer.finished(finished, body, tool.key());
    return write.idempotencyKey() == null ? request.flatMap(calls::call).map(shown) : keyed.once(write, request, shown);
  }
}
