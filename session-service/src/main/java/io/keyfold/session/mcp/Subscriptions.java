package io.keyfold.session.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * What classic clients subscribed to, at whichever instance: URIs of resources as their session shows them. What a
 * client wanted is forgotten an hour after it last wanted or listened to anything here. Thread-safe.
 */
final class Subscriptions {

  /** As long as the signals are kept. */
  static final Duration LIFETIME = Duration.ofHours(1);

  /** Maximum number of URIs of one client; further ones are known to the instance that sent the request only. */
  static final int MAX_PER_CLIENT = 1_000;

  private static final long MAX_URIS = 100_000;

  private final Clock clock;
  private final Cache<ClientId, Map<String, Subscription>> clients;
  private final Sinks.Many<ClientId> changed = Sinks.many().multicast().directBestEffort();

  Subscriptions(Clock clock, MeterRegistry meters) {
    this.clock = clock;
    this.clients = Caffeine.newBuilder()
      .maximumWeight(MAX_URIS)
      .<ClientId, Map<String, Subscription>>weigher((client, uris) -> uris.size())
      .expireAfterAccess(LIFETIME)
      .ticker(ticker(clock))
      .build();
    meters.gauge("keyfold.mcp.subscriptions", clients, Subscriptions::size);
  }

  private static Ticker ticker(Clock clock) {
    return () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
  }

  private static double size(Cache<ClientId, Map<String, Subscription>> clients) {
    return clients
      .policy()
      .eviction()
      .map(eviction -> eviction.weightedSize().orElse(0))
      .orElse(0L);
  }

  /**
   * A resource of a client.
   *
   * @param active false: the client ended the subscription
   * @param since when it began, was renewed or ended
   */
  private record Subscription(boolean active, Instant since) {}

  /** Records that the client subscribed to the resource. */
  void begin(ClientId client, String uri, Instant at) {
    put(client, uri, new Subscription(true, at));
  }

  /** Records that the client ended its subscription. */
  void end(ClientId client, String uri, Instant at) {
    put(client, uri, new Subscription(false, at));
  }

  private void put(ClientId client, String uri, Subscription subscription) {
    if (subscription.since().isBefore(clock.instant().minus(LIFETIME))) {
      return;
    }
    clients.asMap().compute(client, (key, before) -> {
      Map<String, Subscription> uris = before == null ? new HashMap<>() : new HashMap<>(before);
      if (uris.size() < MAX_PER_CLIENT || uris.containsKey(uri)) {
        uris.put(uri, subscription);
      }
      return uris;
    });
    changed(client);
  }

  /** A sink accepts one thread at a time. */
  private synchronized void changed(ClientId client) {
    changed.tryEmitNext(client);
  }

  /** {@return the URIs that the client is subscribed to, now and after each change; without end} */
  Flux<Set<String>> of(ClientId client) {
    return Flux.merge(changed.asFlux().filter(client::equals), Flux.just(client))
      .onBackpressureLatest()
      .map(this::active)
      .distinctUntilChanged();
  }

  /** {@return whether the client ended its subscription to the resource} */
  boolean isEnded(ClientId client, String uri) {
    Subscription subscription = uris(client).get(uri);
    return subscription != null && !subscription.active();
  }

  /** {@return what has to be renewed, or would soon be forgotten although the client listens} */
  List<String> due(ClientId client) {
    Instant old = clock.instant().minus(LIFETIME.dividedBy(2));
    return uris(client)
      .entrySet()
      .stream()
      .filter(entry -> entry.getValue().active() && entry.getValue().since().isBefore(old))
      .map(Map.Entry::getKey)
      .toList();
  }

  private Set<String> active(ClientId client) {
    return uris(client)
      .entrySet()
      .stream()
      .filter(entry -> entry.getValue().active())
      .map(Map.Entry::getKey)
      .collect(Collectors.toUnmodifiableSet());
  }

  private Map<String, Subscription> uris(ClientId client) {
    Map<String, Subscription> uris = clients.getIfPresent(client);
    return uris == null ? Map.of() : uris;
  }
}
