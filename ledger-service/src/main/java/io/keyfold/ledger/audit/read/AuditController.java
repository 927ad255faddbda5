package io.keyfold.ledger.audit.read;

import io.keyfold.ledger.ingest.LogTimes;
import io.keyfold.ledger.query.LedgerQueries;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.RequiresScope;
import org.jspecify.annotations.Nullable;
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

  private final AuditReader reader;
  private final AuditStream stream;

  AuditController(LedgerQueries queries, LogTimes log, LiveAudit live, AuditSettings settings) {
    this.reader = new AuditReader(queries);
    this.stream = new AuditStream(reader, log, live, settings);
  }

  /** Lists audit events. With {@code Accept: text/event-stream} the response is a live stream. */
  @GetMapping(path = "/audit-events", produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.ALL_VALUE })
  @RequiresScope("instance.audit:read")
  Mono<ResponseEntity<ListBody<AuditEventBody>>> list(
    Caller caller,
    @Filters(value = { "object_id", "type", "actor_id", "user" }, times = "created_at") ListQuery query
  ) {
    return reader
      .page(AuditQuery.of(caller.tenant(), query))
      .map(page -> ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(page));
  }

  /**
   * Streams audit events as server-sent events: first those that came after {@code Last-Event-ID}, then new ones.
   *
   * <p>Any instance resumes a stream. Some events from shortly before the last one are sent again, since events of
   * different services do not arrive in the order of their ids; clients deduplicate by id.
   */
  @GetMapping(path = "/audit-events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @RequiresScope("instance.audit:read")
  @FailsWith(ErrorCode.TOO_MANY_REQUESTS)
  Flux<ServerSentEvent<AuditEventBody>> stream(
    Caller caller,
    @Filters(value = { "object_id", "type", "actor_id", "user" }, times = "created_at") ListQuery query,
    @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId
  ) {
    String after = lastEventId == null ? query.after() : lastEventId;
    return stream.open(AuditQuery.of(caller.tenant(), query), after);
  }
}
