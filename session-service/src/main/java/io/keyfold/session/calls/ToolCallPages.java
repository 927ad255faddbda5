package io.keyfold.session.calls;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.toolcall.RecordedCall;
import io.keyfold.platform.toolcall.ToolCallBody;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.session.usage.ToolCallLog;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Lists tool calls page by page. A filter by deployment selects calls through it, not calls of sessions that contain
 * it.
 */
final class ToolCallPages {

  private static final List<String> NEVER = List.of(
    "session_template_id",
    "provider_config_id",
    "agent_id",
    "actor_id",
    "consumer_id",
    "agent_instance_id"
  );

  // Limit of a scan: lists are not meant for analysis, which is the purpose of usage queries. At the limit, the page is
  // returned as it is.
  private static final int MAX_SCANNED = 100_000;

  private final ToolCallLog log;
  private final ToolCallRenderer renderer;
  private final Lists lists;

  ToolCallPages(ToolCallLog log, ToolCallRenderer renderer, Lists lists) {
    this.log = log;
    this.renderer = renderer;
    this.lists = lists;
  }

  Mono<ListBody<ToolCallBody>> page(TenantId tenant, ListQuery query) {
    return Mono.fromCallable(() -> candidates(tenant, query))
      .subscribeOn(Schedulers.boundedElastic())
      .flatMap(entries ->
        lists.page(entries, RecordedCall::id, query, (id, entry) -> true, entry -> renderer.logged(tenant, entry))
      );
  }

  /** Reads the page plus one entry, and one entry on the other side of its start. */
  private List<RecordedCall> candidates(TenantId tenant, ListQuery query) {
    String after = query.after();
    String before = query.before();
    String pivot = after != null ? after : before != null ? before : "";
    boolean up = before == null ? !query.descending() : query.descending();
    List<RecordedCall> page = matching(tenant, query, pivot, up, query.limit() + 1);
    if (!pivot.isEmpty()) {
      log
        .find(tenant, pivot)
        .filter(entry -> matches(query, entry))
        .ifPresentOrElse(page::add, () -> page.addAll(matching(tenant, query, pivot, !up, 1)));
    }
    return page;
  }

  private List<RecordedCall> matching(TenantId tenant, ListQuery query, String pivot, boolean up, int limit) {
    List<RecordedCall> matches = new ArrayList<>();
    int[] scanned = { 0 };
    log.scan(tenant, up ? pivot : "", up ? "" : pivot, !up, entry -> {
      if (matches(query, entry)) {
        matches.add(entry);
      }
      return ++scanned[0] < MAX_SCANNED && matches.size() < limit;
    });
    return matches;
  }

  private static boolean matches(ListQuery query, RecordedCall entry) {
    return (
      query.admits("id", entry.id()) &&
      NEVER.stream().allMatch(filter -> query.admits(filter, null)) &&
      query.admits("session_id", entry.sessionId()) &&
      query.admits("session_provider_id", entry.sessionProviderId()) &&
      query.admits("provider_id", entry.providerId()) &&
      query.admits("provider_deployment_id", entry.deploymentId()) &&
      query.admits("provider_auth_config_id", entry.credential().providerAuthConfigId()) &&
      query.admits("user", entry.user()) &&
      query.admits("identity_id", entry.user()) &&
      query.admits("tool_id", entry.tool()) &&
      query.within("created_at", entry.occurredAt())
    );
  }
}
