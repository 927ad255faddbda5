package io.keyfold.session.upstream;

import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.thread.PeriodicTask;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.credentials.CredentialOpener;
import io.keyfold.session.redaction.Redactor;
import io.keyfold.session.redaction.Redactors;
import io.keyfold.session.redaction.TooManySecretsException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Pools MCP connections, one per session provider and credential version. The version is part of the key, so the next
 * call after a rotation uses the new credential; connections of older versions are closed.
 */
public final class UpstreamClients implements ToolServers, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamClients.class);
  private static final Duration SWEEP = Duration.ofSeconds(15);

  private final UpstreamProperties properties;
  private final EgressPolicy egress;
  private final CredentialOpener opener;
  private final UpstreamHttp http;
  private final ClientTable<UpstreamClient> table;
  private final ResponseBudget memory;
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
  public Mono<ToolResponse> call(Target target, String tool, Map<String, Object> input) {
    return with(target, client -> client.call(tool, input, secret -> redactor(target, secret))).doOnError(
      ProviderFailure.class,
      failure -> {
        if (failure.isWithheld()) {
          withheldResults.increment();
        }
      }
    );
  }

  @Override
  public Mono<Listed> tools(Target target) {
    return with(target, client -> client.tools(secret -> redactor(target, secret))).doOnNext(listed -> {
      if (listed.withheld() > 0) {
        withheldTools.increment(listed.withheld());
        LOG.atWarn()
          .addKeyValue("tenant", target.tenant().value())
          .addKeyValue("session_provider", target.sessionProviderId())
          .addKeyValue("provider_deployment", target.resolved().deployment().id())
          .addKeyValue("auth_config", target.resolved().authConfigId())
          .addKeyValue("tools", listed.withheld())
          .log("tools omitted from a list because their names contain a part of the credential");
      }
    });
  }

  @Override
  public void drop(String sessionProviderId) {
    end(table.remove(key -> key.sessionProviderId().equals(sessionProviderId)));
  }

  private <T> Mono<T> with(Target target, Function<UpstreamClient, Mono<T>> use) {
    // A provider that no longer knows the session has not executed the request, so it is retried once on a new
    // connection.
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
      case ClientTable.Full<UpstreamClient> full -> throw busy("Too many concurrent calls to providers");
      case ClientTable.TenantLimit<UpstreamClient> share -> throw busy(
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

  private static ApiException busy(String why) {
    return ApiException.of(ErrorCode.UNAVAILABLE, why + ": retry the request");
  }

  private UpstreamClient connect(Target target, String url) {
    CredentialInjector injector = new CredentialInjector(target.resolved().injections());
    return new UpstreamClient(http.client(injector), url, properties, credential(target), () ->
      memory.part(target.tenant())
    );
  }

  private AnswerRedactor redactor(Target target, Credential credential) {
    AuthConfig config = target.resolved().config();
    if (config == null) {
      return new AnswerRedactor(Redactor.of(credential, null));
    }
    String schema = target
      .resolved()
      .provider()
      .method(config.authMethodId())
      .map(PublishedProvider.Method::valueSchema)
      .orElse(null);
    try {
      Redactors.Key key = new Redactors.Key(config.id(), config.credentialVersion(), schema);
      return new AnswerRedactor(redactors.of(key, credential));
    } catch (TooManySecretsException e) {
      // Check before the call: a response that cannot be searched could not be passed on.
      throw ProviderFailure.error("was not called: the credential is too large to be searched for in the response");
    }
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
