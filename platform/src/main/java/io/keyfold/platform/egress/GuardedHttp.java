package io.keyfold.platform.egress;

import io.keyfold.platform.egress.proxy.EgressProxy;
import io.keyfold.platform.egress.proxy.RoutedNames;
import io.keyfold.platform.egress.tls.EgressTls;
import io.netty.channel.ChannelOption;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider;

/**
 * Makes HTTP clients for URLs that others choose: tenants, vendors, and documents of vendors. A client connects only to
 * addresses that the policy allows (else {@link EgressRefusedException}), through the operator's proxy if there is one
 * (whose failures are {@link io.keyfold.platform.egress.proxy.EgressProxyException}), verifies host names, follows no
 * redirect and repeats no request. Check a URL's text with {@link EgressPolicy#refusal} before. Thread-safe.
 */
public final class GuardedHttp implements AutoCloseable {

  // Others choose host names, so cached lookups must expire whatever TTL the DNS server returns.
  private static final Duration MAX_DNS_AGE = Duration.ofMinutes(1);

  private final EgressGuard guard;
  private final AddressResolverGroup<InetSocketAddress> names;
  private final AddressResolverGroup<InetSocketAddress> routed;
  private final SslProvider tls;

  /**
   * Creates the shared resources and reads the certificates and the proxy's password.
   *
   * @throws io.keyfold.platform.start.InvalidSettingException if a file of the settings is not usable
   */
  public GuardedHttp(EgressPolicy policy) {
    this(policy, names());
  }

  /** Creates the shared resources with a name resolution, which is closed with them. */
  GuardedHttp(EgressPolicy policy, AddressResolverGroup<InetSocketAddress> names) {
    EgressProperties properties = policy.properties();
    EgressTls certificates = EgressTls.load(properties.trustedCertificates(), properties.clientCertificates());
    EgressProxy proxy = EgressProxy.of(properties.proxy(), names, certificates.proxy()).orElse(null);
    this.names = names;
    this.routed = proxy == null ? names : new RoutedNames(names, proxy);
    this.guard = new EgressGuard(policy, names, proxy);
    this.tls = certificates.targets();
  }

  @SuppressWarnings("unchecked") // Reactor Netty's default resolver is Netty's for internet addresses
  private static AddressResolverGroup<InetSocketAddress> names() {
    return (AddressResolverGroup<InetSocketAddress>) Objects.requireNonNull(
      HttpClient.create()
        .resolver(names -> names.cacheMaxTimeToLive(MAX_DNS_AGE))
        .configuration()
        .resolver()
    );
  }

  /**
   * {@return a client on the given connections}
   *
   * @param connections the connection pool, which the caller bounds and disposes
   * @param connectTimeout timeout of connecting, at most {@link Integer#MAX_VALUE} milliseconds; with a proxy, of
   *     connecting to it and of its response, each
   */
  public HttpClient client(ConnectionProvider connections, Duration connectTimeout) {
    return HttpClient.create(connections)
      .followRedirect(false)
      // A repeated request could act twice; only the caller can decide that.
      .disableRetry(true)
      .resolver(routed)
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
