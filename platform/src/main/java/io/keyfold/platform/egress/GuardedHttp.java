package io.keyfold.platform.egress;

import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.AddressResolverGroup;
import java.time.Duration;
import java.util.Objects;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientSecurityUtils;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider;

/**
 * Makes HTTP clients for URLs that others choose: tenants, vendors, and documents of vendors. A client connects only to
 * addresses that the policy allows (else {@link EgressRefusedException}), verifies host names, follows no redirect and
 * repeats no request. Check a URL's text with {@link EgressPolicy#refusal} before. Thread-safe.
 */
public final class GuardedHttp implements AutoCloseable {

  // Others choose host names, so cached lookups must expire whatever TTL the DNS server returns.
  private static final Duration MAX_DNS_AGE = Duration.ofMinutes(1);
  private static final int MAX_TLS_SESSIONS = 1_000;

  private final EgressGuard guard;
  private final AddressResolverGroup<?> names;
  private final SslProvider tls;

  /** Creates the shared resources. */
  public GuardedHttp(EgressPolicy policy) {
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
  }

  /**
   * {@return a client on the given connections}
   *
   * @param connections the connection pool, which the caller bounds and disposes
   * @param connectTimeout timeout of connecting, at most {@link Integer#MAX_VALUE} milliseconds
   */
  public HttpClient client(ConnectionProvider connections, Duration connectTimeout) {
    return HttpClient.create(connections)
      .followRedirect(false)
      // A repeated request could act twice; only the caller can decide that.
      .disableRetry(true)
      .resolver(names)
      .secure(tls)
      .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connectTimeout.toMillis()))
      .doOnChannelInit((observer, channel, remote) -> channel.pipeline().addLast("keyfold-egress", guard));
  }

  /** Releases the shared resources; dispose all connection pools before. */
  @Override
  public void close() {
    names.close();
  }
}
