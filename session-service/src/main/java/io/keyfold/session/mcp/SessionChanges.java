package io.keyfold.session.mcp;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.FoldedListener;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.sessions.SessionProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Tells open streams that the lists of their session may have changed: its providers or filters, a deployment, or which
 * credential is used. Ends them when their caller may no longer use the session.
 */
final class SessionChanges implements FoldedListener {

  private static final int MAX_STREAMS = 10_000;

  /** Several changes in a row are one. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final McpAccess access;
  private final OpenSessions sessions;
  private final Catalogue catalogue;
  private final Resolver resolver;
  private final Clock clock;
  private final Map<Object, Listener> listeners = new ConcurrentHashMap<>();

  SessionChanges(
    McpAccess access,
    OpenSessions sessions,
    Catalogue catalogue,
    Resolver resolver,
    Clock clock,
    MeterRegistry meters
  ) {
    this.access = access;
    this.sessions = sessions;
    this.catalogue = catalogue;
    this.resolver = resolver;
    this.clock = clock;
    meters.gaugeMapSize("keyfold.mcp.streams", Tags.empty(), listeners);
  }

  private record Listener(String tenant, Sinks.Many<Duration> sink) {}

  /**
   * What a stream depends on.
   *
   * @param until when its caller's access ends
   * @param parts what the lists of its session depend on
   */
  private record Seen(Instant until, List<Part> parts) {}

  private record Part(SessionProvider provider, @Nullable Long deployment, @Nullable String authConfig) {}

  @Override
  public void folded(String key, @Nullable SpecificRecord value, Headers headers) {
    for (Listener listener : listeners.values()) {
      if (key.startsWith(listener.tenant())) {
        listener.sink().tryEmitNext(PAUSE);
      }
    }
  }

  /**
   * {@return a signal per change}
   *
   * <p>Completes when the session is archived, or when the caller's secret or API key is revoked or expires. Errors with
   * 429 if there are too many.
   *
   * @param longest time after which the caller no longer listens
   */
  Flux<Boolean> of(McpCaller caller, Duration longest) {
    return Flux.defer(() -> {
      if (listeners.size() >= MAX_STREAMS) {
        return Flux.error(ApiException.of(ErrorCode.TOO_MANY_REQUESTS, "Too many streams are open", "Close a stream"));
      }
      Object id = new Object();
      Sinks.Many<Duration> sink = Sinks.many().multicast().directBestEffort();
      listeners.put(id, new Listener(caller.tenant().value(), sink));
      // Listens before it looks for the first time, so that no change is missed in between.
      return Flux.merge(sink.asFlux(), Flux.just(Duration.ZERO))
        .onBackpressureLatest()
        .concatMap(pause -> Mono.delay(pause, Schedulers.parallel()).then(Mono.defer(() -> seen(caller))), 0)
        .switchMap(seen -> Flux.just(seen).concatWith(ended(seen.until(), longest)))
        .map(Seen::parts)
        .distinctUntilChanged()
        .skip(1)
        .map(parts -> true)
        .onErrorComplete(ApiException.class)
        .doFinally(end -> listeners.remove(id));
    });
  }

  private Mono<Seen> seen(McpCaller caller) {
    return access.until(caller).flatMap(until ->
      sessions.find(caller.tenant(), caller.session().id()).map(session ->
        new Seen(
          until,
          sessions
            .providers(caller.tenant(), session)
            .stream()
            .map(provider -> part(caller, provider))
            .toList()
        )
      )
    );
  }

  /** Errors when the access ends. */
  private Mono<Seen> ended(Instant until, Duration longest) {
    Instant now = clock.instant();
    return until.isAfter(now.plus(longest))
      ? Mono.never()
      : Mono.delay(Duration.between(now, until)).then(
          Mono.error(() -> ApiException.of(ErrorCode.UNAUTHORIZED, "The access has expired"))
        );
  }

  private Part part(McpCaller caller, SessionProvider provider) {
    return new Part(
      provider,
      catalogue.known(caller.tenant(), provider.deploymentId()).map(Deployment::version).orElse(null),
      resolver.known(caller.tenant(), provider.deploymentId(), provider.selector()).orElse(null)
    );
  }
}
