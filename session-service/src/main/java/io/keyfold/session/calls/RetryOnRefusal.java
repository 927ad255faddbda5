package io.keyfold.session.calls;

import io.keyfold.session.resolve.Resolved;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.upstream.Conversation;
import io.keyfold.session.upstream.ListKind;
import io.keyfold.session.upstream.McpServers;
import io.keyfold.session.upstream.Peer;
import io.keyfold.session.upstream.ProviderFailure;
import io.keyfold.session.upstream.ServerRequest;
import io.keyfold.session.upstream.Target;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Calls providers, and once more if a provider refuses the credential (HTTP 401) and there is an alternative. A
 * provider that refuses has not executed the request, so repeating it is safe. An alternative that is refused as well
 * has no alternative of its own.
 */
public final class RetryOnRefusal {

  private final McpServers servers;
  private final List<AlternativeCredential> alternatives;
  private final MeterRegistry meters;

  /**
   * Creates a retry.
   *
   * @param alternatives asked in this order until one has an alternative
   */
  public RetryOnRefusal(McpServers servers, List<AlternativeCredential> alternatives, MeterRegistry meters) {
    this.servers = servers;
    this.alternatives = List.copyOf(alternatives);
    this.meters = meters;
  }

  /**
   * A refused credential and its alternative.
   *
   * @param by what provided the alternative
   * @param refused the resolution whose credential was refused
   * @param next the resolution that is used instead
   */
  public record Alternative(AlternativeCredential by, Resolved refused, Resolved next) {}

  /**
   * Sends a request as {@link McpServers#request}.
   *
   * @param onRetry receives the alternative before it is used
   */
  public Mono<RpcMessage.Response> request(
    Target target,
    ServerRequest request,
    Conversation conversation,
    Consumer<Alternative> onRetry
  ) {
    return retrying(target, attempt -> servers.request(attempt, request, conversation), onRetry);
  }

  /** Lists as {@link McpServers#list}. */
  public Mono<McpServers.Listed> list(Target target, ListKind kind, Conversation conversation) {
    return retrying(target, attempt -> servers.list(attempt, kind, conversation), alternative -> {});
  }

  /** Describes a server as {@link McpServers#describe}. */
  public Mono<Peer> describe(Target target, Conversation conversation) {
    return retrying(target, attempt -> servers.describe(attempt, conversation), alternative -> {});
  }

  private <T> Mono<T> retrying(Target target, Function<Target, Mono<T>> use, Consumer<Alternative> onRetry) {
    return use.apply(target).onErrorResume(RetryOnRefusal::isRefusal, refusal ->
      alternative(target)
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(found -> found.isEmpty() ? Mono.<T>error(refusal) : retried(target, found.get(), use, onRetry))
    );
  }

  private Mono<Alternative> alternative(Target target) {
    Resolved refused = target.resolved();
    return Flux.fromIterable(alternatives)
      .concatMap(by -> by.after(target.tenant(), refused).map(next -> new Alternative(by, refused, next)), 1)
      .next();
  }

  private <T> Mono<T> retried(
    Target target,
    Alternative alternative,
    Function<Target, Mono<T>> use,
    Consumer<Alternative> onRetry
  ) {
    onRetry.accept(alternative);
    AlternativeCredential by = alternative.by();
    return use
      .apply(new Target(target.tenant(), target.sessionProviderId(), alternative.next()))
      .doOnNext(response -> {
        counter(by, "accepted").increment();
        by.accepted(target.tenant(), alternative.refused(), alternative.next());
      })
      .doOnError(e -> counter(by, isRefusal(e) ? "refused" : "failed").increment());
  }

  private Counter counter(AlternativeCredential by, String outcome) {
    return meters.counter("keyfold.calls.retried", "alternative", by.name(), "outcome", outcome);
  }

  private static boolean isRefusal(Throwable e) {
    return e instanceof ProviderFailure failure && failure.isUnauthorized();
  }
}
