package io.keyfold.session.upstream;

import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.credentials.CredentialOpener;
import io.micrometer.core.instrument.MeterRegistry;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps MCP connections between calls: one per session provider and credential version. The version is part of the key, so
 * a rotated credential is in effect for the next call; the connections of older versions are dropped with it.
 */
public final class UpstreamClients implements ToolServers, AutoCloseable {

  private static final Duration SWEEP = Duration.ofSeconds(15);

  private final UpstreamProperties properties;
  private final EgressPolicy egress;
  private final CredentialOpener opener;
  private final UpstreamHttp http;
  private final ClientTable<UpstreamClient> table;
  private final ResponseBudget memory;
  private final Disposable sweeper;
  private final AtomicInteger closing = new AtomicInteger();

  /** Calls without connections so far. Close it to end them. */
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
    meters.gauge("keyfold.upstream.responses.size", memory, ResponseBudget::held);
    meters.gauge("keyfold.upstream.responses.capacity", memory, ResponseBudget::most);
    meters.gauge("keyfold.upstream.clients", table, ClientTable::size);
    meters.gauge("keyfold.upstream.clients.closing", closing);
    meters.gauge("keyfold.upstream.clients.limit", properties, UpstreamProperties::maxClients);
    this.sweeper = Flux.interval(SWEEP).subscribe(tick ->
      end(table.idleSince(clock.instant().minus(properties.idle())))
    );
  }

  @Override
  public Mono<ToolResponse> call(Target target, String tool, Map<String, Object> input) {
    return with(target, client -> client.call(tool, input));
  }

  @Override
  public Mono<List<McpSchema.Tool>> tools(Target target) {
    return with(target, UpstreamClient::tools);
  }

  @Override
  public void drop(String sessionProviderId) {
    end(table.remove(key -> key.sessionProviderId().equals(sessionProviderId)));
  }

  private <T> Mono<T> with(Target target, Function<UpstreamClient, Mono<T>> use) {
    // A provider that forgot the connection has not done anything: a new connection may ask again, once.
    return once(target, use)
      .onErrorResume(SessionLost.class, e -> once(target, use))
      .onErrorMap(Failures::of);
  }

  private <T> Mono<T> once(Target target, Function<UpstreamClient, Mono<T>> use) {
    return Mono.usingWhen(
      Mono.fromSupplier(() -> acquire(target)),
      lease -> use.apply(lease.client()),
      lease -> released(lease, false),
      (lease, error) -> released(lease, true),
      lease -> released(lease, false)
    );
  }

  private ClientTable.Lease<UpstreamClient> acquire(Target target) {
    String url = target.resolved().provider().mcpUrl();
    egress.refusal(url).ifPresent(why -> {
      throw ProviderFailure.unreachable(why);
    });
    ClientTable.ClientKey key = new ClientTable.ClientKey(
      target.tenant(),
      target.sessionProviderId(),
      target.resolved().authConfigId(),
      target.resolved().credentialVersion(),
      url
    );
    ClientTable.Lease<UpstreamClient> lease = switch (table.acquire(key, () -> connect(target, url))) {
      case ClientTable.Lease<UpstreamClient> free -> free;
      case ClientTable.Full<UpstreamClient> full -> throw busy("Too many calls to providers are under way");
      case ClientTable.TenantLimit<UpstreamClient> share -> throw busy(
        "The tenant has its share of the calls to providers under way"
      );
    };
    end(lease.displaced());
    return lease;
  }

  private static ApiException busy(String why) {
    return ApiException.of(ErrorCode.UNAVAILABLE, why + ": repeat the request");
  }

  private UpstreamClient connect(Target target, String url) {
    CredentialInjector injector = new CredentialInjector(target.resolved().injections());
    return new UpstreamClient(http.client(injector), url, properties, credential(target), () ->
      memory.part(target.tenant())
    );
  }

  private Supplier<Mono<Credential>> credential(Target target) {
    AuthConfig config = target.resolved().config();
    return config == null ? () -> Mono.just(Credential.NONE) : () -> opener.open(target.tenant(), config);
  }

  private Mono<Void> released(ClientTable.Lease<UpstreamClient> lease, boolean drop) {
    return Mono.fromRunnable(() -> end(table.release(lease, drop)));
  }

  private void end(List<UpstreamClient> clients) {
    clients.forEach(this::end);
  }

  /** A provider that does not answer its end must not keep more connections than those that are in use. */
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

  /** Ends all connections. */
  @Override
  public void close() {
    sweeper.dispose();
    Flux.fromIterable(table.remove(key -> true))
      .flatMap(UpstreamClient::close)
      .blockLast(Duration.ofSeconds(10));
    http.close();
  }
}
