package io.keyfold.session.upstream;

import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.thread.PeriodicTask;
import io.keyfold.session.credentials.CredentialOpener;
import io.keyfold.session.redaction.Redactors;
import io.keyfold.session.rpc.RpcMessage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Pools MCP connections, one per session provider and credential version. The version is part of the key, so the next
 * call after a rotation uses the new credential; connections of older versions are closed.
 */
public final class UpstreamClients implements McpServers, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamClients.class);
  private static final Duration SWEEP = Duration.ofSeconds(15);

  private final UpstreamProperties properties;
  private final EgressPolicy egress;
  private final CredentialOpener opener;
  private final UpstreamHttp http;
  private final ClientTable<UpstreamClient> table;
  private final ResponseBudget memory;
  private final Eras eras;
  private final ServerGates gates;
  private final Clock clock;
  private final Redactors redactors;
  private final Counter withheldTools;
  private final Counter withheldResults;
  private final Disposable sweeper;
  private final AtomicInteger closing = new AtomicInteger();

  /** Creates an empty pool. */
  public UpstreamClients(
    UpstreamProperties properties,
    EgressPolicy egress,
    CredentialOpener opener,
    Clock clock,
    MeterRegistry meters
  ) {
    this.properties = properties;
    this.egress = egress;
    this.opener = opener;
    this.http = new UpstreamHttp(properties, egress);
    this.table = new ClientTable<>(properties.maxClients(), clock);
    this.memory = new ResponseBudget(properties.maxResponses().toBytes(), properties.maxResponse().toBytes());
    this.eras = new Eras(meters);
    this.gates = new ServerGates(properties, meters);
    this.clock = clock;
    this.redactors = new Redactors(meters);
    this.withheldTools = withheld("tool", meters);
    this.withheldResults = withheld("result", meters);
    meters.gauge("keyfold.upstream.responses.size", memory, ResponseBudget::used);
    meters.gauge("keyfold.upstream.responses.capacity", memory, ResponseBudget::capacity);
    meters.gauge("keyfold.upstream.clients", table, ClientTable::size);
    meters.gauge("keyfold.upstream.clients.closing", closing);
    meters.gauge("keyfold.upstream.clients.limit", properties, UpstreamProperties::maxClients);
    this.sweeper = PeriodicTask.start(
      "keyfold-upstream-sweeper",
      SWEEP,
      meters,
      Mono.fromRunnable(() -> end(table.idleSince(clock.instant().minus(properties.idle()))))
    );
  }

  @Override
  public Mono<RpcMessage.Response> request(Target target, ServerRequest request, Conversation conversation) {
    Mono<RpcMessage.Response> once = with(target, conversation, client ->
      client.request(request, conversation, limits(target))
    );
    return once
      .onErrorResume(ProviderFailure.class, failure ->
        failure.allowsRepeating(request.repeatable()) ? once : Mono.error(failure)
      )
      .doOnError(ProviderFailure.class, failure -> {
        if (failure.isWithheld()) {
          withheldResults.increment();
        }
      });
  }

  @Override
  public Mono<Listed> list(Target target, ListKind kind, Conversation conversation) {
    return with(target, conversation, client -> client.list(kind, conversation, limits(target))).doOnNext(listed -> {
      if (listed.withheld() > 0) {
        withheldTools.increment(listed.withheld());
        LOG.atWarn()
          .addKeyValue("tenant", target.tenant().value())
          .addKeyValue("session_provider", target.sessionProviderId())
          .addKeyValue("provider_deployment", target.resolved().deployment().id())
          .addKeyValue("auth_config", target.resolved().authConfigId())
          .addKeyValue(kind.member(), listed.withheld())
          .log(kind.member() + " omitted from a list because their names contain a part of the credential");
      }
    });
  }

  @Override
  public Mono<Peer> describe(Target target, Conversation conversation) {
    return with(target, conversation, UpstreamClient::describe);
  }

  @Override
  public Flux<RpcMessage.Notification> changes(Target target, Conversation conversation, Flux<Set<String>> uris) {
    return Flux.usingWhen(
      Mono.fromSupplier(() -> acquire(target, conversation)),
      lease -> lease.client().changes(uris, conversation),
      lease -> released(lease, false),
      (lease, error) -> released(lease, error instanceof PeerChanged),
      lease -> released(lease, false)
    ).onErrorMap(e -> mapped(target, e));
  }

  @Override
  public Mono<Void> reply(Target target, ReplyTo to, RpcMessage.Response response) {
    return once(target, Conversation.SILENT, client -> client.reply(to, response)).onErrorMap(e -> mapped(target, e));
  }

  @Override
  public void drop(String sessionProviderId) {
    end(table.remove(key -> key.sessionProviderId().equals(sessionProviderId)));
  }

  private <T> Mono<T> with(Target target, Conversation conversation, Function<UpstreamClient, Mono<T>> use) {
    // A server that no longer knows the session or the protocol version has not executed the request, so it is repeated
    // once on a new connection.
    Mono<T> call = once(target, conversation, use)
      .onErrorResume(PeerChanged.class, e -> {
        eras.forget(server(target, conversation));
        return once(target, conversation, use);
      })
      .onErrorMap(e -> mapped(target, e));
    return gates.through(target, limits(target).concurrentCalls(), call);
  }

  private TargetLimits limits(Target target) {
    return TargetLimits.of(target.resolved().limits(), properties);
  }

  private static RuntimeException mapped(Target target, Throwable e) {
    return switch (e) {
      case ProviderFailure failure -> failure;
      case ApiException api -> api;
      case PeerChanged changed -> ProviderFailure.error("does not recognise an MCP session that it has just started");
      case TimeoutException slow -> ProviderFailure.timeout();
      default -> unexpected(target, e);
    };
  }

  /** The exception's message may quote the credential. */
  private static ProviderFailure unexpected(Target target, Throwable e) {
    LOG.atError()
      .addKeyValue("tenant", target.tenant().value())
      .addKeyValue("session_provider", target.sessionProviderId())
      .addKeyValue("error", e.getClass().getName())
      .addKeyValue("at", e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0].toString())
      .log("a call to a provider failed inside Keyfold");
    return ProviderFailure.error("sent a response that cannot be processed");
  }

  private <T> Mono<T> once(Target target, Conversation conversation, Function<UpstreamClient, Mono<T>> use) {
    return Mono.usingWhen(
      Mono.fromSupplier(() -> acquire(target, conversation)),
      lease -> use.apply(lease.client()),
      lease -> released(lease, false),
      (lease, error) -> released(lease, error instanceof PeerChanged),
      lease -> released(lease, false)
    );
  }

  private static Eras.Key server(Target target, Conversation conversation) {
    return new Eras.Key(target.tenant(), target.resolved().provider().mcpUrl(), conversation.isClassic());
  }

  private ClientTable.Lease<UpstreamClient> acquire(Target target, Conversation conversation) {
    String url = target.resolved().provider().mcpUrl();
    egress.refusal(url).ifPresent(why -> {
      throw ProviderFailure.unreachable(why);
    });
    ClientTable.ClientKey key = new ClientTable.ClientKey(
      target.tenant(),
      target.sessionProviderId(),
      conversation.isClassic(),
      conversation.capabilities().json(),
      target.resolved().authConfigId(),
      target.resolved().credentialVersion(),
      url
    );
    ClientTable.Lease<UpstreamClient> lease = switch (table.acquire(key, () -> connect(target, url, conversation))) {
      case ClientTable.Lease<UpstreamClient> free -> free;
      case ClientTable.Full<UpstreamClient> full -> throw Busy.because("Too many concurrent calls to providers");
      case ClientTable.TenantLimit<UpstreamClient> share -> throw Busy.because(
        "The tenant has reached its share of concurrent calls to providers"
      );
    };
    end(lease.displaced());
    return lease;
  }

  private static Counter withheld(String what, MeterRegistry meters) {
    return Counter.builder("keyfold.upstream.withheld")
      .description("Tools and responses withheld because a part of the credential cannot be removed")
      .tag("what", what)
      .register(meters);
  }

  private UpstreamClient connect(Target target, String url, Conversation conversation) {
    return new UpstreamClient(
      new UpstreamClient.Parts(
        http.client(),
        url,
        new CredentialInjector(target.resolved().injections()),
        conversation.capabilities(),
        new TargetCalls(target, opener, memory, redactors),
        eras,
        server(target, conversation),
        properties,
        clock
      )
    );
  }

  private Mono<Void> released(ClientTable.Lease<UpstreamClient> lease, boolean drop) {
    return Mono.fromRunnable(() -> end(table.release(lease, drop)));
  }

  private void end(List<UpstreamClient> clients) {
    clients.forEach(this::end);
  }

  /** A provider that does not answer the closing request must not hold more connections than those in use. */
  private void end(UpstreamClient client) {
    if (closing.incrementAndGet() > properties.maxClients()) {
      closing.decrementAndGet();
      client.cut();
    } else {
      client
        .close()
        .doFinally(end -> closing.decrementAndGet())
        .subscribe();
    }
  }

  /** Closes all connections. */
  @Override
  public void close() {
    sweeper.dispose();
    Flux.fromIterable(table.remove(key -> true))
      .flatMap(UpstreamClient::close)
      .blockLast(Duration.ofSeconds(10));
    http.close();
  }
}
