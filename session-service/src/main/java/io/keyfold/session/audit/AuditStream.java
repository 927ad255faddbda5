package io.keyfold.session.audit;

import io.keyfold.platform.id.TenantId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Opens live streams of audit events. A client that passes the id of its last event first gets all later events in id
 * order, then new ones. Events around this boundary may be sent twice if more than the buffer's number of others came
 * between; clients deduplicate by id.
 */
final class AuditStream {

  private static final String EVENT = "audit_event";

  private final AuditReader reader;
  private final LiveAudit live;
  private final AuditSettings settings;

  AuditStream(AuditReader reader, LiveAudit live, AuditSettings settings) {
    this.reader = reader;
    this.live = live;
    this.settings = settings;
  }

  /**
   * Opens a stream.
   *
   * @param lastEventId id of the last event that the client received; null for new events only
   */
  Flux<ServerSentEvent<AuditEventBody>> open(
    TenantId tenant,
    @Nullable String lastEventId,
    Predicate<AuditEntry> filter
  ) {
    return Flux.defer(() -> {
      Sinks.Empty<Void> ended = Sinks.empty();
      Flux<AuditEntry> now = live.open(tenant).filter(filter);
      Flux<AuditEntry> before = lastEventId == null ? Flux.empty() : reader.after(tenant, lastEventId, filter);
      Flux<ServerSentEvent<AuditEventBody>> events = before
        .concatWith(now)
        .filter(new RecentIds(settings.buffer())::add)
        .map(AuditStream::event)
        .doFinally(signal -> ended.tryEmitEmpty());
      return Flux.merge(events, heartbeats(settings.heartbeat(), ended.asMono())).take(settings.longest());
    });
  }

  private static Flux<ServerSentEvent<AuditEventBody>> heartbeats(Duration interval, Mono<Void> end) {
    // The first heartbeat is sent at once, so that the client knows that the stream is open.
    return Flux.interval(Duration.ZERO, interval)
      .onBackpressureDrop()
      .map(tick -> ServerSentEvent.<AuditEventBody>builder().comment("alive").build())
      .takeUntilOther(end);
  }

  private static ServerSentEvent<AuditEventBody> event(AuditEntry entry) {
    return ServerSentEvent.<AuditEventBody>builder().id(entry.id()).event(EVENT).data(entry.body()).build();
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
