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

  /** As in the services' own configuration: room for a hundred ids in a list's filter. */
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
   * @param purpose names the port in the error
   * @param port 0 for a free one
   * @param drain how long {@link #close} waits for requests in flight
   * @throws StartFailure if the port is taken
   */
  public static Listener bind(String purpose, String host, int port, Duration drain, HttpHandler handler) {
    // Loops of its own: a Spring context that closes disposes of the ones that all share.
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

  /** {@return the port that is bound} */
  public int port() {
    return server.port();
  }

  /**
   * Takes no more connections, waits for requests in flight, at most the time given at the bind, and cuts the rest. To close
   * it again does nothing.
   */
  @Override
  public void close() {
    try {
      server.disposeNow(drain);
    } catch (IllegalStateException e) {
      LOG.info("requests were still in flight on port {} after {}", server.port(), drain);
    } finally {
      loops.dispose();
    }
  }
}
