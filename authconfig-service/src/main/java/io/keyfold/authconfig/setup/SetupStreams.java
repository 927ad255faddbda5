package io.keyfold.authconfig.setup;

import io.keyfold.authconfig.events.SetupSessionEvent;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.FoldedListener;
import io.keyfold.platform.log.View;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Live streams of setup sessions. A stream sends the present state and each change that this instance folds. Its
 * duration and the number of streams are bounded. A slow client misses intermediate states, never the last.
 */
final class SetupStreams implements FoldedListener, AutoCloseable {

  private static final String EVENT = "provider.setup_session";

  private final View view;
  private final SetupProperties.Stream settings;
  private final Clock clock;
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
  private final Sinks.Empty<Void> closed = Sinks.empty();

  /** Creates the streams of a view, which reports to them from now on. */
  SetupStreams(View view, SetupProperties.Stream settings, Clock clock, MeterRegistry meters) {
    this.view = view;
    this.settings = settings;
    this.clock = clock;
    Gauge.builder("keyfold.setup.streams", watchers, Set::size)
      .description("Open streams of setup sessions")
      .register(meters);
    view.listen(this);
  }

  /** A stream's interest in a session. Identity is its equality. */
  private static final class Watcher {

    private final TenantId tenant;
    private final String id;
    private final Sinks.Many<Boolean> changes = Sinks.many().replay().latest();

    Watcher(TenantId tenant, String id) {
      this.tenant = tenant;
      this.id = id;
    }
  }

  /**
   * {@return the stream of a session; it ends when the session is no longer pending} Errors with 429 if too many streams
   * are open.
   *
   * @param render renders a state
   */
  <B> Flux<ServerSentEvent<B>> open(TenantId tenant, SetupSession session, Function<SetupSession, B> render) {
    return Flux.defer(() -> {
      Watcher watcher = watch(tenant, session.id());
      Sinks.Empty<Void> ended = Sinks.empty();
      Duration left = Duration.between(clock.instant(), session.expiresAt());
      Flux<Boolean> causes = Flux.merge(
        Flux.just(true),
        watcher.changes.asFlux(),
        Mono.delay(left.isNegative() ? Duration.ZERO : left).thenReturn(true)
      );
      Flux<ServerSentEvent<B>> states = causes
        .onBackpressureLatest()
        .concatMap(cause -> Mono.justOrEmpty(view.find(SetupSession.key(tenant, session.id()))), 1)
        .distinctUntilChanged(state -> state.version() + "/" + state.statusAt(clock.instant()))
        .takeUntil(state -> !state.openAt(clock.instant()))
        .map(state -> event(state, render))
        .doFinally(end -> ended.tryEmitEmpty());
      return Flux.merge(states, SetupStreams.<B>heartbeats(settings.heartbeat(), ended.asMono()))
        .take(settings.longest())
        .takeUntilOther(closed.asMono())
        .doFinally(end -> watchers.remove(watcher));
    });
  }

  private synchronized Watcher watch(TenantId tenant, String id) {
    long own = watchers
      .stream()
      .filter(watcher -> watcher.tenant.equals(tenant))
      .count();
    if (watchers.size() >= settings.clients() || own >= settings.clientsPerTenant()) {
      throw ApiException.of(
        ErrorCode.TOO_MANY_REQUESTS,
        "Too many streams of setup sessions are open",
        "Close a stream, or poll the setup session"
      );
    }
    Watcher watcher = new Watcher(tenant, id);
    watchers.add(watcher);
    return watcher;
  }

  @Override
  public void folded(String key, @Nullable SpecificRecord value, Headers headers) {
    if (value instanceof SetupSessionEvent event && !watchers.isEmpty()) {
      String id = event.getMeta().getObjectId();
      watchers.forEach(watcher -> {
        if (watcher.id.equals(id)) {
          watcher.changes.tryEmitNext(true);
        }
      });
    }
  }

  /** Ends all streams, so that shutdown does not wait for them. */
  @Override
  public void close() {
    closed.tryEmitEmpty();
  }

  private static <B> ServerSentEvent<B> event(SetupSession state, Function<SetupSession, B> render) {
    return ServerSentEvent.<B>builder()
      .id(Long.toString(state.version()))
      .event(EVENT)
      .data(render.apply(state))
      .build();
  }

  private static <B> Flux<ServerSentEvent<B>> heartbeats(Duration interval, Mono<Void> end) {
    return Flux.interval(interval)
      .onBackpressureDrop()
      .map(tick -> ServerSentEvent.<B>builder().comment("alive").build())
      .takeUntilOther(end);
  }
}
