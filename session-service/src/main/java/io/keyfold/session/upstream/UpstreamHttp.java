package io.keyfold.session.upstream;

import io.keyfold.platform.egress.EgressPolicy;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.List;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The HTTP client of calls to providers: bounded, guarded, and without retries or redirects of its own. */
final class UpstreamHttp implements AutoCloseable {

  private static final int MAX_CONNECTIONS_PER_HOST = 500;

  // Node's servers drop a connection that was idle for 5 s; a call must not go out on one that is about to be dropped.
  private static final Duration MAX_IDLE = Duration.ofSeconds(4);

  private final ConnectionProvider connections;
  private final ReactorClientHttpConnector connector;
  private final int maxBytes;

  UpstreamHttp(UpstreamProperties properties, EgressPolicy policy) {
    connections = ConnectionProvider.builder("keyfold-upstream")
      .maxConnections(MAX_CONNECTIONS_PER_HOST)
      .pendingAcquireTimeout(properties.connectTimeout())
      .maxIdleTime(MAX_IDLE)
      .evictInBackground(MAX_IDLE)
      .build();
    EgressGuard guard = new EgressGuard(policy);
    HttpClient client = HttpClient.create(connections)
      .followRedirect(false)
      // A retry would call the tool twice: whether to do that is the caller's to decide.
      .disableRetry(true)
      .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(properties.connectTimeout().toMillis()))
      .doOnChannelInit((observer, channel, remote) -> channel.pipeline().addLast("keyfold-egress", guard));
    connector = new ReactorClientHttpConnector(client);
    maxBytes = Math.toIntExact(properties.maxResponse().toBytes());
  }

  /** {@return a client that puts credentials where the injector says} */
  WebClient.Builder client(CredentialInjector injector) {
    ExchangeStrategies strategies = ExchangeStrategies.builder()
      .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(maxBytes))
      .build();
    return WebClient.builder()
      .clientConnector(connector)
      .exchangeStrategies(strategies)
      .filters(filters -> filters.addAll(List.of(new UpstreamFilter(injector, strategies))));
  }

  /** Closes all connections. */
  @Override
  public void close() {
    connections.dispose();
  }
}
