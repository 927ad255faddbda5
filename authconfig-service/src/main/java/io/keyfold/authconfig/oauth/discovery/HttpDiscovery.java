package io.keyfold.authconfig.oauth.discovery;

import io.keyfold.authconfig.oauth.CallFailure.Reason;
import io.keyfold.authconfig.oauth.discovery.Discovered.Failed;
import io.keyfold.authconfig.oauth.discovery.Discovered.Problem;
import io.keyfold.authconfig.oauth.http.HttpCall;
import io.keyfold.authconfig.oauth.http.HttpCall.Operation;
import io.keyfold.authconfig.oauth.http.HttpOutcome;
import io.keyfold.authconfig.oauth.http.OAuthHttp;
import io.keyfold.platform.egress.EgressPolicy;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Discovery over HTTP. */
public final class HttpDiscovery implements Discovery {

  private final OAuthHttp http;
  private final EgressPolicy policy;
  private final MetadataReading reading;
  private final DiscoveryCache<ProtectedResource> resources;
  private final DiscoveryCache<AuthorizationServer> servers;

  /** Creates a discovery with empty caches. */
  public HttpDiscovery(OAuthHttp http, EgressPolicy policy, DiscoveryProperties properties, MeterRegistry meters) {
    this.http = http;
    this.policy = policy;
    this.reading = new MetadataReading(policy);
    this.resources = new DiscoveryCache<>("keyfold.oauth.resources", properties, meters);
    this.servers = new DiscoveryCache<>("keyfold.oauth.servers", properties, meters);
  }

  @Override
  public Mono<Discovered<ProtectedResource>> resource(URI url) {
    if (policy.refusal(url.toString()).isPresent()) {
      return Mono.just(new Failed<>(Problem.ADDRESS_REFUSED));
    }
    return resources.get(url.toString(), challenge(url).flatMap(challenge -> resource(url, challenge)));
  }

  @Override
  public Mono<Discovered<AuthorizationServer>> authorizationServer(String issuer) {
    if (policy.refusal(issuer).isPresent()) {
      return Mono.just(new Failed<>(Problem.ADDRESS_REFUSED));
    }
    URI url = URI.create(issuer);
    if (url.getRawQuery() != null) {
      return Mono.just(new Failed<>(Problem.INVALID));
    }
    return servers.get(issuer, first(WellKnown.ofIssuer(url), body -> reading.server(issuer, body)));
  }

  private Mono<Discovered<ProtectedResource>> resource(URI url, Optional<Challenge> challenge) {
    List<String> scopes = challenge.map(Challenge::scopes).orElse(List.of());
    List<URI> places = challenge
      .flatMap(bearer -> bearer.parameter("resource_metadata"))
      .flatMap(HttpDiscovery::url)
      .map(List::of)
      .orElseGet(() -> WellKnown.ofResource(url));
    return first(places, body -> reading.resource(url, scopes, body));
  }

  /** An empty JSON object calls nothing, but the server asks for authorization before it reads it. */
  private Mono<Optional<Challenge>> challenge(URI url) {
    Map<String, List<String>> headers = Map.of(
      "Accept",
      List.of("application/json, text/event-stream"),
      "Content-Type",
      List.of("application/json")
    );
    return http
      .send(new HttpCall(Operation.DISCOVER, "POST", url, headers, "{}"))
      .map(outcome ->
        outcome instanceof HttpOutcome.Answer answer && answer.status() == 401
          ? Challenge.bearer(answer.headers("WWW-Authenticate"))
          : Optional.<Challenge>empty()
      );
  }

  /** {@return the first document among the places; a place without one is passed over, a wrong document is not} */
  private <T> Mono<Discovered<T>> first(List<URI> places, Function<byte[], Optional<Discovered<T>>> read) {
    return Flux.fromIterable(places)
      .concatMap(place -> http.send(HttpCall.get(Operation.DISCOVER, place)), 1)
      .publishOn(Schedulers.parallel())
      .map(outcome -> document(outcome, read))
      .takeUntil(result -> !passedOver(result))
      .last();
  }

  private static <T> boolean passedOver(Discovered<T> result) {
    return result instanceof Failed<T>(Problem problem) && problem == Problem.NOT_FOUND;
  }

  private static <T> Discovered<T> document(HttpOutcome outcome, Function<byte[], Optional<Discovered<T>>> read) {
    return switch (outcome) {
      case HttpOutcome.Answer answer when answer.status() == 200 -> read
        .apply(answer.body())
        .orElseGet(() -> new Failed<>(Problem.NOT_FOUND));
      case HttpOutcome.Answer answer when answer.status() >= 500 -> new Failed<>(Problem.UNREACHABLE);
      case HttpOutcome.Answer answer -> new Failed<>(Problem.NOT_FOUND);
      case HttpOutcome.Failed failed -> new Failed<>(problem(failed.failure().reason()));
    };
  }

  private static Problem problem(Reason reason) {
    return switch (reason) {
      case ADDRESS_REFUSED -> Problem.ADDRESS_REFUSED;
      case EGRESS_PROXY -> Problem.EGRESS_PROXY;
      case REDIRECT -> Problem.NOT_FOUND;
      case TOO_LARGE, UNREADABLE -> Problem.INVALID;
      case BUSY, UNREACHABLE, CONNECTION_LOST, TIMEOUT, ERROR_STATUS -> Problem.UNREACHABLE;
    };
  }

  private static Optional<URI> url(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(URI::create);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
