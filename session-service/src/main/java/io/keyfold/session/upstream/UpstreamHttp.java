package io.keyfold.session.upstream;

import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.GuardedHttp;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The HTTP clients for calls to providers: bounded and guarded. */
final class UpstreamHttp implements AutoCloseable {

  /** Maximum number of connections of one MCP connection. */
  static final int MAX_CONNECTIONS = 500;

  // Node.js servers close connections after 5 s idle; calls must not use a connection that is about to be closed.
  private static final Duration MAX_IDLE = Duration.ofSeconds(4);

  private final UpstreamProperties properties;
  private final GuardedHttp guarded;

  UpstreamHttp(UpstreamProperties properties, EgressPolicy policy) {
    this.properties = properties;
    this.guarded = new GuardedHttp(policy);
  }

  /**
   * {@return the HTTP client of one MCP connection}
   *
   * <p>It has its own connection pool, closed by {@link Client#close}. A shared pool retains memory per host: its
   * allocator references the first request to the host, including the credential.
   */
  Client client() {
    ConnectionProvider connections = ConnectionProvider.builder("keyfold-upstream")
      .maxConnections(MAX_CONNECTIONS)
      .pendingAcquireTimeout(properties.connectTimeout())
      .maxIdleTime(MAX_IDLE)
      .evictInBackground(MAX_IDLE)
      .build();
    int maxBytes = Math.toIntExact(properties.maxResponse().toBytes());
    HttpClient client = guarded
      .client(connections, properties.connectTimeout())
      .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, "keyfold"))
      // It is not asked for, but some servers compress anyway. One part never takes more memory than a whole response.
      .doOnConnected(connection ->
        connection.addHandlerLast("keyfold-decompress", new HttpContentDecompressor(false, maxBytes))
      );
    return new Client(client, connections);
  }

  /** Releases the shared resources; close all clients before. */
  @Override
  public void close() {
    guarded.close();
  }

  /**
   * An HTTP client and its connections.
   *
   * @param netty the client
   */
  record Client(HttpClient netty, ConnectionProvider connections) implements AutoCloseable {
    /** Closes all connections. */
    @Override
    public void close() {
      connections.dispose();
    }
  }
}
