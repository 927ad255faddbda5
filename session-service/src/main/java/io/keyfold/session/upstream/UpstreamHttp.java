package io.keyfold.session.upstream;

import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.GuardedHttp;
import java.time.Duration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The HTTP clients for calls to providers: bounded and guarded. */
final class UpstreamHttp implements AutoCloseable {

  private static final int MAX_CONNECTIONS = 500;

  // Node.js servers close connections after 5 s idle; calls must not use a connection that is about to be closed.
  private static final Duration MAX_IDLE = Duration.ofSeconds(4);

  private final UpstreamProperties properties;
  private final GuardedHttp guarded;

  // Shared, since each has its own large JSON mappers.
  private final ExchangeStrategies strategies;

  UpstreamHttp(UpstreamProperties properties, EgressPolicy policy) {
    this.properties = properties;
    this.guarded = new GuardedHttp(policy);
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
    HttpClient client = guarded.client(connections, properties.connectTimeout());
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
    guarded.close();
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
