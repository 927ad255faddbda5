package io.keyfold.standalone.http;

import io.keyfold.standalone.StartFailure;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A Netty HTTP server on one address. */
public final class Listener implements AutoCloseable {

  private final DisposableServer server;
  private final Duration drain;

  private Listener(DisposableServer server, Duration drain) {
    this.server = server;
    this.drain = drain;
  }

  /**
   * Binds and serves.
   *
   * @param purpose names the port in the error
   * @param port 0 for a free one
   * @param drain how long {@link #close} waits for requests in flight
   * @throws StartFailure if the port is taken
   */
  public static Listener bind(String purpose, String host, int port, Duration drain, HttpHandler handler) {
    try {
      DisposableServer server = HttpServer.create()
        .host(host)
        .port(port)
        .channelGroup(new DefaultChannelGroup(GlobalEventExecutor.INSTANCE))
        .handle(new ReactorHttpHandlerAdapter(handler))
        .bindNow();
      return new Listener(server, drain);
    } catch (ChannelBindException e) {
      throw new StartFailure("port " + port + " (" + purpose + ") is taken or cannot be bound on " + host, e);
    }
  }

  /** {@return the port that is bound} */
  public int port() {
    return server.port();
  }

  /** Takes no more connections, waits for requests in flight, at most the time given at the bind, and cuts the rest. */
  @Override
  public void close() {
    server.disposeNow(drain);
  }
}
