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
 * The live stream. A client that names the last event it got first gets all that came after it, by id, and then what happens
 * now. An event may be told twice around that seam only if a thousand others came between; its id tells.
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
   * @param lastEventId the last event that the client has; null for only what happens from now on
   */
  Flux<ServerSentEvent<AuditEventBody>> open(
    TenantId tenant,
    @Nullable String lastEventId,
    Predicate<AuditEntry> wanted
  ) {
    return Flux.defer(() -> {
      Sinks.Empty<Void> ended = Sinks.empty();
      Flux<AuditEntry> now = live.open(tenant).filter(wanted);
      Flux<AuditEntry> before = lastEventId == null ? Flux.empty() : reader.after(tenant, lastEventId, wanted);
      Flux<ServerSentEvent<AuditEventBody>> events = before
        .concatWith(now)
        .filter(new Unseen(settings.buffer())::test)
        .map(AuditStream::event)
        .doFinally(signal -> ended.tryEmitEmpty());
      return Flux.merge(events, heartbeats(settings.heartbeat(), ended.asMono())).take(settings.longest());
    });
  }

  private static Flux<ServerSentEvent<AuditEventBody>> heartbeats(Duration every, Mono<Void> until) {
    // The first at once: the client learns that the stream stands before anything happens.
    return Flux.interval(Duration.ZERO, every)
      .onBackpressureDrop()
      .map(tick -> ServerSentEvent.<AuditEventBody>builder().comment("alive").build())
      .takeUntilOther(until);
  }

  private static ServerSentEvent<AuditEventBody> event(AuditEntry entry) {
    return ServerSentEvent.<AuditEventBody>builder().id(entry.id()).event(EVENT).data(entry.body()).build();
  }

  /**
   * Remembers the last ids, as many as the live buffer may hold while the past is read. No cache: exactly the last ones have to
   * be there, or an event is sent twice.
   */
  private static final class Unseen {

    private final Map<String, Boolean> seen;

    Unseen(int most) {
      this.seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > most;
        }
      };
    }

    boolean test(AuditEntry entry) {
      return seen.put(entry.id(), true) == null;
    }
  }
}
