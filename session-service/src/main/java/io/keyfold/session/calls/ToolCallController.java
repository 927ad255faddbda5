package io.keyfold.session.calls;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.sessions.ToolName;
import io.keyfold.session.usage.ToolCallLog;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** {@code /tool-calls}: tools of a session without an MCP client. */
@RestController
@RequestMapping("/tool-calls")
class ToolCallController {

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final OpenSessions sessions;
  private final ToolCalls calls;
  private final ToolCallLog log;
  private final ToolCallRenderer renderer;
  private final ToolCallPages pages;
  private final IdempotentCalls keyed;
  private final JsonMapper json;

  ToolCallController(
    OpenSessions sessions,
    ToolCalls calls,
    ToolCallLog log,
    ToolCallRenderer renderer,
    ToolCallPages pages,
    IdempotentCalls keyed,
    JsonMapper json
  ) {
    this.sessions = sessions;
    this.calls = calls;
    this.log = log;
    this.renderer = renderer;
    this.pages = pages;
    this.keyed = keyed;
    this.json = json;
  }

  @PostMapping
  @RequiresScope("instance.provider.session:write")
  Mono<ResponseEntity<Object>> create(WriteRequest write, @JsonBody("create-tool-call") CreateToolCallBody body) {
    ToolName tool = ToolName.parse(body.toolId()).orElseThrow(() ->
      ApiException.invalid("format", "A tool_id is the tool's key, an underscore and five digits", "tool_id")
    );
    Map<String, Object> input = body.input() == null ? Map.of() : json.convertValue(body.input(), OBJECT);
    Mono<CallRequest> request = sessions
      .find(write.tenant(), body.sessionId())
      .map(session -> new CallRequest(write.tenant(), write.actor(), write.requestId(), session, tool, input));
    Function<FinishedCall, ToolCallBody> shown = finished -> renderer.finished(finished, body, tool.key());
    Mono<ToolCallBody> answer =
      write.idempotencyKey() == null ? request.flatMap(calls::call).map(shown) : keyed.once(write, request, shown);
    return answer.map(told -> ResponseEntity.ok().body(told));
  }

  @GetMapping("/{id}")
  @RequiresScope("instance.provider.session:read")
  Mono<ResponseEntity<Object>> get(Caller caller, @PathVariable String id) {
    return Mono.justOrEmpty(log.find(caller.tenant(), id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("session.tool_call", id)))
      .map(entry -> ResponseEntity.ok().body(renderer.logged(caller.tenant(), entry)));
  }

  @GetMapping
  @RequiresScope("instance.provider.session:read")
  Mono<ListBody> list(
    Caller caller,
    @Filters(
      value = {
        "session_id",
        "session_template_id",
        "session_provider_id",
        "provider_id",
        "provider_deployment_id",
        "provider_config_id",
        "provider_auth_config_id",
        "tool_id",
        "agent_id",
        "actor_id",
        "consumer_id",
        "identity_id",
        "agent_instance_id",
      },
      times = { "created_at" }
    ) ListQuery query
  ) {
    return pages.page(caller.tenant(), query);
  }
}
