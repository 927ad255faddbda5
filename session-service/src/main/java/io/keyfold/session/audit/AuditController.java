package io.keyfold.session.audit;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.platform.web.RequiresScope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Audit events: every change, tool call and credential resolution, as a list and as a live stream. */
@RestController
final class AuditController {

  private final View audit;
  private final Lists lists;
  private final AuditStream stream;

  AuditController(
    @Qualifier("deploymentsView") View deployments,
    @Qualifier("authConfigsView") View authConfigs,
    @Qualifier("sessionsView") View sessions,
    @Qualifier("usageRecordsView") View usageRecords,
    Lists lists,
    LiveAudit live,
    AuditSettings settings
  ) {
    this.audit = new MergedView(List.of(deployments, authConfigs, sessions, usageRecords));
    audit.listen(live);
    this.lists = lists;
    this.stream = new AuditStream(new AuditReader(audit), live, settings);
  }

  /** Lists audit events. With {@code Accept: text/event-stream} the response is a live stream. */
  @GetMapping(path = "/audit-events", produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.ALL_VALUE })
  @RequiresScope("instance.audit:read")
  Mono<ResponseEntity<ListBody<AuditEventBody>>> list(
    Caller caller,
    @Filters(value = { "object_id", "type", "actor_id", "user" }, times = "created_at") ListQuery query
  ) {
    AuditFilter filter = new AuditFilter(query);
    Scan<AuditEntry> all = Scan.all(caller.tenant(), AuditEntry.KIND);
    return lists
      .page(audit, all, query, (id, entry) -> filter.admits(entry), AuditEntry::body)
      .map(page -> ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(page));
  }

  /** Streams audit events as server-sent events: first those after {@code Last-Event-ID}, then new ones. */
  @GetMapping(path = "/audit-events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @RequiresScope("instance.audit:read")
  @FailsWith(ErrorCode.TOO_MANY_REQUESTS)
  Flux<ServerSentEvent<AuditEventBody>> stream(
    Caller caller,
    @Filters(value = { "object_id", "type", "actor_id", "user" }, times = "created_at") ListQuery query,
    @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId
  ) {
    String after = lastEventId == null ? query.after() : lastEventId;
    return stream.open(caller.tenant(), after, new AuditFilter(query)::admits);
  }
}
