package io.keyfold.ledger.audit.read;

import io.keyfold.ledger.audit.AuditEntry;
import io.keyfold.ledger.ingest.LogTimes;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Opens live streams of audit events. A client that passes the id of its last event first gets, in id order, all events
 * that came to the log since shortly before that one, then new ones. The position on the log decides, not the id: an
 * event of a service that was cut off from the log for a while comes late, with an early id. Events may be sent twice;
 * clients deduplicate by id.
 */
final class AuditStream {

  private static final String EVENT = "audit_event";

  private final AuditReader reader;
  private final LogTimes log;
  private final LiveAudit live;
  private final AuditSettings settings;

  AuditStream(AuditReader reader, LogTimes log, LiveAudit live, AuditSettings settings) {
    this.reader = reader;
    this.log = log;
    this.live = live;
    this.settings = settings;
  }

  /**
   * Opens a stream.
   *
   * @param lastEventId id of the last event that the client received; null for new events only
   */
  Flux<ServerSentEvent<AuditEventBody>> open(AuditQuery query, @Nullable String lastEventId) {
    Flux<AuditEntry> before = lastEventId == null ? Flux.empty() : since(query, lastEventId);
    return Flux.defer(() -> {
      Sinks.Empty<Void> ended = Sinks.empty();
      Flux<AuditEntry> now = live.open(query.tenant()).filter(query::admits);
      Flux<ServerSentEvent<AuditEventBody>> events = before
        .concatWith(now)
        .filter(new RecentIds(settings.buffer())::add)
        .map(AuditStream::event)
        .doFinally(signal -> ended.tryEmitEmpty());
      return Flux.merge(events, heartbeats(settings.heartbeat(), ended.asMono())).take(settings.longest());
    });
  }

  private Flux<AuditEntry> since(AuditQuery query, String lastEventId) {
    Instant last = Ids.timeOf(AuditEntry.ID_PREFIX, lastEventId).orElseThrow(() ->
      ApiException.invalid("format", "Last-Event-ID is the id of an audit event", "Last-Event-ID")
    );
    return log
      .positions(last.minus(settings.overlap()))
      .map(query::since)
      .flatMapMany(reader::all)
      .filter(entry -> !entry.id().equals(lastEventId));
  }

  private static Flux<ServerSentEvent<AuditEventBody>> heartbeats(Duration interval, Mono<Void> end) {
    // The first heartbeat is sent at once, so that the client knows that the stream is open.
    return Flux.interval(Duration.ZERO, interval)
      .onBackpressureDrop()
      .map(tick -> ServerSentEvent.<AuditEventBody>builder().comment("alive").build())
      .takeUntilOther(end);
  }

  private static ServerSentEvent<AuditEventBody> event(AuditEntry entry) {
    return ServerSentEvent.<AuditEventBody>builder().id(entry.id()).event(EVENT).data(AuditEventBody.of(entry)).build();
  }

  /**
   * Remembers the ids of the last events, up to the size of the live buffer. Not a cache: evicting one of them would
   * send an event twice.
   */
  private static final class RecentIds {

    private final Map<String, Boolean> seen;

    RecentIds(int capacity) {
      this.seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > capacity;
        }
      };
    }

    boolean add(AuditEntry entry) {
      return seen.put(entry.id(), true) == null;
    }
  }
}
