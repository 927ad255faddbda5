package io.keyfold.benchmarks.http;

import io.keyfold.benchmarks.report.Result;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A fixed number of persistent connections to one server, all on one event loop thread. Uses little CPU, since it
 * shares the machine with the server.
 */
public final class Connections implements AutoCloseable {

  private static final long TIMEOUT_MINUTES = 30;

  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final List<Connection> connections = new ArrayList<>();

  private Connections(MultiThreadIoEventLoopGroup group) {
    this.group = group;
    this.loop = group.next();
  }

  /**
   * {@return open connections}
   *
   * @param url scheme, host and port
   */
  public static Connections open(String url, int count) throws InterruptedException {
    var factory = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Connections connections = new Connections(new MultiThreadIoEventLoopGroup(1, factory));
    URI server = URI.create(url);
    for (int i = 0; i < count; i++) {
      connections.add(server);
    }
    return connections;
  }

  /**
   * {@return the result of a closed-loop load, in which each connection sends its next request after its response}
   *
   * @param requests requests to send, round robin
   * @param times total number of requests
   * @throws IllegalStateException if a connection fails, or more than one request in a hundred fails
   */
  public Result closedLoop(List<PreparedRequest> requests, long times) throws InterruptedException {
    return run(new ClosedLoopDriver(requests, times));
  }

  /**
   * {@return the result of an open-loop load at a constant rate}
   *
   * @param times total number of requests
   * @param listener called for each response, on the event loop's thread
   * @throws IllegalStateException if a request fails
   */
  public Result constantRate(PreparedRequest request, double perSecond, long times, Runnable listener)
    throws InterruptedException {
    return run(new ConstantRateDriver(loop, request, new Schedule(perSecond, times), listener));
  }

  /**
   * {@return the result of callers that send the same request again and again, one per connection and each its own
   * request, after a pause; failed requests are counted}
   *
   * @param requests as many as there are connections
   * @param pause time from a caller's response to its next request; the callers' first requests are spread over it
   * @param duration time after which no further request is sent
   * @throws IllegalStateException if a connection fails
   */
  public Result callers(List<PreparedRequest> requests, Duration pause, Duration duration) throws InterruptedException {
    return run(new CallersDriver(loop, requests, pause, duration));
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private Result run(LoadDriver driver) throws InterruptedException {
    loop.execute(() -> driver.begin(connections));
    try {
      return driver.result().get(TIMEOUT_MINUTES, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("requests failed under load", e);
    }
  }

  private void add(URI server) throws InterruptedException {
    Bootstrap bootstrap = new Bootstrap()
      .group(group)
      .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
      .option(ChannelOption.TCP_NODELAY, true)
      .handler(
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            Connection connection = new Connection(channel);
            // Header validation costs CPU, and the server is trusted.
            channel.pipeline().addLast(new HttpResponseDecoder(new HttpDecoderConfig().setValidateHeaders(false)));
            channel.pipeline().addLast(connection);
            connections.add(connection);
          }
        }
      );
    bootstrap.connect(server.getHost(), server.getPort()).sync();
  }
}
