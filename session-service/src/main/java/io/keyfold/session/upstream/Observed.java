package io.keyfold.session.upstream;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The resources that one session with a classic server is subscribed to. Subscribes to those that a client asked for
 * elsewhere, and not to those that it asked for here. Thread-safe.
 */
final class Observed {

  private static final Logger LOG = LoggerFactory.getLogger(Observed.class);

  /** Further ones are subscribed to once more by each stream, which changes nothing. */
  private static final int MAX = 10_000;

  private final Function<ServerRequest, Mono<RpcMessage.Response>> requests;
  private final Set<String> uris = ConcurrentHashMap.newKeySet();

  /**
   * Creates the state of a new session.
   *
   * @param requests sends a request to the server
   */
  Observed(Function<ServerRequest, Mono<RpcMessage.Response>> requests) {
    this.requests = requests;
  }

  /** Learns from the response to any request. */
  void answered(ServerRequest request, RpcMessage.Response response) {
    if (response instanceof RpcMessage.Fault) {
      return;
    }
    switch (request.method()) {
      case McpMethod.SUBSCRIBE -> request
        .params()
        .text("uri")
        .filter(uri -> uris.size() < MAX)
        .ifPresent(uris::add);
      case McpMethod.UNSUBSCRIBE -> request.params().text("uri").ifPresent(uris::remove);
      default -> {
        // It says nothing about subscriptions.
      }
    }
  }

  /**
   * Subscribes to what is wanted, and ends subscriptions that are no longer wanted. Never emits; errors with
   * {@link PeerChanged} if the session no longer exists. What the server rejects is left out.
   *
   * @param wanted the wanted resources, now and after each change
   */
  <T> Flux<T> follow(Peer.Classic server, Flux<Set<String>> wanted) {
    boolean subscribes = server.about().object("capabilities").object("resources").find("subscribe").isPresent();
    return subscribes
      ? wanted
          .scan(new Change(Set.of(), Set.of()), (before, now) -> new Change(before.now(), now))
          .concatMap(this::changed, 1)
      : Flux.empty();
  }

  private record Change(Set<String> before, Set<String> now) {}

  private <T> Flux<T> changed(Change change) {
    Set<String> ended = new HashSet<>(change.before());
    ended.removeAll(change.now());
    ended.retainAll(uris);
    Set<String> begun = new HashSet<>(change.now());
    begun.removeAll(uris);
    return Flux.concat(
      Flux.fromIterable(ended).map(uri -> request(McpMethod.UNSUBSCRIBE, uri)),
      Flux.fromIterable(begun).map(uri -> request(McpMethod.SUBSCRIBE, uri))
    ).concatMap(request -> this.<T>sent(request));
  }

  private <T> Mono<T> sent(ServerRequest request) {
    return requests
      .apply(request)
      .then(Mono.<T>empty())
      .onErrorResume(
        e -> !(e instanceof PeerChanged),
        e -> {
          LOG.atDebug().addKeyValue("error", e.getClass().getSimpleName()).log("a subscription was not renewed");
          return Mono.empty();
        }
      );
  }

  private static ServerRequest request(String method, String uri) {
    return new ServerRequest(method, RawObject.EMPTY.with("uri", RawJson.text(uri)));
  }
}
