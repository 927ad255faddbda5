package io.keyfold.standalone.http;

import io.keyfold.standalone.StartFailure;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** A Netty HTTP server on one address. */
public final class Listener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  /** As in the services' configuration: enough for a hundred ids in a list filter. */
  private static final int MAX_INITIAL_LINE = 16 * 1024;

  private static final Duration IDLE = Duration.ofSeconds(60);

  private final DisposableServer server;
  private final LoopResources loops;
  private final Duration drain;

  private Listener(DisposableServer server, LoopResources loops, Duration drain) {
    this.server = server;
    this.loops = loops;
    this.drain = drain;
  }

  /**
   * Binds and serves.
   *
   * @param purpose name of the port in error messages
   * @param port 0 for a free one
   * @param drain how long {@link #close} waits for requests in flight
   * @throws StartFailure if the port is in use
   */
  public static Listener bind(String purpose, String host, int port, Duration drain, HttpHandler handler) {
    // Own event loops, since a closing Spring context disposes the shared ones.
    LoopResources loops = LoopResources.create("keyfold-" + purpose, Runtime.getRuntime().availableProcessors(), true);
    try {
      DisposableServer server = HttpServer.create()
        .runOn(loops)
        .host(host)
        .port(port)
        .channelGroup(new DefaultChannelGroup(GlobalEventExecutor.INSTANCE))
        .idleTimeout(IDLE)
        .httpRequestDecoder(decoder -> decoder.maxInitialLineLength(MAX_INITIAL_LINE))
        .handle(new ReactorHttpHandlerAdapter(handler))
        .bindNow();
      return new Listener(server, loops, drain);
    } catch (ChannelBindException e) {
      loops.dispose();
      throw new StartFailure("port " + port + " (" + purpose + ") is taken or cannot be bound on " + host, e);
    }
  }

  /** {@return the bound port} */
  public int port() {
    return server.port();
  }

  /**
   * Rejects new connections, waits for requests in flight up to the drain time, and closes the remaining ones.
   * Idempotent.
   */
  @Override
  public void close() {
    try {
      server.disposeNow(drain);
    } catch (IllegalStateException e) {
      LOG.info("requests on port {} were still in flight after {}", server.port(), drain);
    } finally {
      loops.dispose();
    }
  }
}
