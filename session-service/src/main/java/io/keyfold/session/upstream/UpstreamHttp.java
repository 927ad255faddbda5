package io.keyfold.session.upstream;

import io.keyfold.platform.egress.EgressPolicy;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.AddressResolverGroup;
import java.time.Duration;
import java.util.Objects;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientSecurityUtils;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider;

/** The HTTP clients for calls to providers: bounded, guarded, without retries and redirects. */
final class UpstreamHttp implements AutoCloseable {

  private static final int MAX_CONNECTIONS = 500;

  // Node.js servers close connections after 5 s idle; calls must not use a connection that is about to be closed.
  private static final Duration MAX_IDLE = Duration.ofSeconds(4);

  // Tenants choose host names, so cached lookups must expire whatever TTL the DNS server returns.
  private static final Duration MAX_DNS_AGE = Duration.ofMinutes(1);
  private static final int MAX_TLS_SESSIONS = 1_000;

  private final UpstreamProperties properties;
  private final EgressGuard guard;
  private final AddressResolverGroup<?> names;
  private final SslProvider tls;

  // Shared, since each has its own large JSON mappers.
  private final ExchangeStrategies strategies;

  UpstreamHttp(UpstreamProperties properties, EgressPolicy policy) {
    this.properties = properties;
    this.guard = new EgressGuard(policy);
    this.names = Objects.requireNonNull(
      HttpClient.create()
        .resolver(names -> names.cacheMaxTimeToLive(MAX_DNS_AGE))
        .configuration()
        .resolver()
    );
    SslProvider.GenericSslContextSpec<SslContextBuilder> context = Http11SslContextSpec.forClient().configure(builder ->
      builder.sessionCacheSize(MAX_TLS_SESSIONS)
    );
    this.tls = SslProvider.builder()
      .sslContext(context)
      .handlerConfigurator(HttpClientSecurityUtils.HOSTNAME_VERIFICATION_CONFIGURER)
      .build();
    int maxBytes = Math.toIntExact(properties.maxResponse().toBytes());
    this.strategies = ExchangeStrategies.builder()
      .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(maxBytes))
      .build();
  }

  /**
   * {@return the HTTP client of one MCP connection}
   *
   * <p>It has its own connection pool, closed by {@link Client#close}. A shared pool retains memory per host: its
   * allocator references the first request to the host, including the credential.
   */
  Client client(CredentialInjector injector) {
    ConnectionProvider connections = ConnectionProvider.builder("keyfold-upstream")
      .maxConnections(MAX_CONNECTIONS)
      .pendingAcquireTimeout(properties.connectTimeout())
      .maxIdleTime(MAX_IDLE)
      .evictInBackground(MAX_IDLE)
      .build();
    HttpClient client = HttpClient.create(connections)
      .followRedirect(false)
      // A retry would call the tool twice; only the caller can decide that.
      .disableRetry(true)
      .resolver(names)
      .secure(tls)
      .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(properties.connectTimeout().toMillis()))
      .doOnChannelInit((observer, channel, remote) -> channel.pipeline().addLast("keyfold-egress", guard));
    WebClient web = WebClient.builder()
      .clientConnector(new ReactorClientHttpConnector(client))
      .exchangeStrategies(strategies)
      .filter(new UpstreamFilter(injector, strategies))
      .build();
    return new Client(web, connections);
  }

  /** Releases the shared resources; close all clients before. */
  @Override
  public void close() {
    names.close();
  }

  /**
   * An HTTP client and its connections.
   *
   * @param web the client, which adds credentials through the injector
   */
  record Client(WebClient web, ConnectionProvider connections) implements AutoCloseable {
    /** Closes all connections. */
    @Override
    public void close() {
      connections.dispose();
    }
  }
}
