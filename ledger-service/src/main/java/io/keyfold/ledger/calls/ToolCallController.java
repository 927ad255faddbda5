package io.keyfold.ledger.calls;

import io.keyfold.ledger.deployments.Deployments;
import io.keyfold.ledger.query.LedgerQueries;
import io.keyfold.platform.completeness.Completeness;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.toolcall.RecordedCall;
import io.keyfold.platform.toolcall.ToolCallBody;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.RequiresScope;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tool calls: call a tool of a session without an MCP client, and read what was called. */
@RestController
@RequestMapping("/tool-calls")
final class ToolCallController {

  private final LedgerQueries queries;
  private final Deployments deployments;
  private final RecentCalls recent;

  ToolCallController(LedgerQueries queries, Deployments deployments, Completeness completeness, Clock clock) {
    this.queries = queries;
    this.deployments = deployments;
    this.recent = new RecentCalls(completeness, clock);
  }

  /** Gets a tool call. Its input and output are not stored. */
  @GetMapping("/{id}")
  @RequiresScope("instance.provider.session:read")
  Mono<ToolCallBody> get(Caller caller, @PathVariable String id) {
    TenantId tenant = caller.tenant();
    return recent
      .find(id, queries.run(tenant, snapshot -> new RecordedCalls(tenant, snapshot).find(id)))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("session.tool_call", id)))
      .map(call -> body(tenant, call));
  }

  /** Lists tool calls, including those over MCP. */
  @GetMapping
  @RequiresScope("instance.provider.session:read")
  Mono<ListBody<ToolCallBody>> list(
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
        "user",
        "agent_instance_id",
      },
      times = { "created_at" }
    ) ListQuery query
  ) {
    TenantId tenant = caller.tenant();
    return queries.run(tenant, snapshot ->
      new RecordedCalls(tenant, snapshot).page(query).map(call -> body(tenant, call))
    );
  }

  private ToolCallBody body(TenantId tenant, RecordedCall call) {
    return ToolCallBody.of(call, deployments.tool(tenant, call.deploymentId(), call.tool()));
  }
}
