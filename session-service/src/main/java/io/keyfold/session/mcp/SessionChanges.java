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
import java.time.Duration;
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
 * credential is used.
 */
final class SessionChanges implements FoldedListener {

  private static final int MAX_STREAMS = 10_000;

  /** Several changes in a row are one. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final OpenSessions sessions;
  private final Catalogue catalogue;
  private final Resolver resolver;
  private final Map<Object, Listener> listeners = new ConcurrentHashMap<>();

  SessionChanges(OpenSessions sessions, Catalogue catalogue, Resolver resolver, MeterRegistry meters) {
    this.sessions = sessions;
    this.catalogue = catalogue;
    this.resolver = resolver;
    meters.gaugeMapSize("keyfold.mcp.streams", Tags.empty(), listeners);
  }

  private record Listener(String tenant, Sinks.Many<Boolean> sink) {}

  /** What the lists of a session depend on. */
  private record Parts(List<Part> parts) {}

  private record Part(SessionProvider provider, @Nullable Long deployment, @Nullable String authConfig) {}

  @Override
  public void folded(String key, @Nullable SpecificRecord value, Headers headers) {
    for (Listener listener : listeners.values()) {
      if (key.startsWith(listener.tenant())) {
        listener.sink().tryEmitNext(true);
      }
    }
  }

  /** {@return a signal per change; completes when the session is archived; errors with 429 if there are too many} */
  Flux<Boolean> of(McpCaller caller) {
    return Flux.defer(() -> {
      if (listeners.size() >= MAX_STREAMS) {
        return Flux.error(ApiException.of(ErrorCode.TOO_MANY_REQUESTS, "Too many streams are open", "Close a stream"));
      }
      Object id = new Object();
      Sinks.Many<Boolean> sink = Sinks.many().multicast().directBestEffort();
      listeners.put(id, new Listener(caller.tenant().value(), sink));
      return sink
        .asFlux()
        .onBackpressureLatest()
        .sampleTimeout(change -> Mono.delay(PAUSE))
        .publishOn(Schedulers.parallel())
        .concatMap(change -> parts(caller), 1)
        .startWith(parts(caller))
        .distinctUntilChanged()
        .skip(1)
        .map(parts -> true)
        .onErrorComplete(ApiException.class)
        .doFinally(end -> listeners.remove(id));
    });
  }

  private Mono<Parts> parts(McpCaller caller) {
    return sessions.find(caller.tenant(), caller.session().id()).map(session ->
      new Parts(
        sessions
          .providers(caller.tenant(), session)
          .stream()
          .map(provider -> part(caller, provider))
          .toList()
      )
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
