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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A fixed number of connections to one server that are kept, all on one thread. Made to cost little: it shares the machine
 * with what it measures.
 */
public final class Connections implements AutoCloseable {

  private static final long BOUND_MINUTES = 30;

  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final List<Connection> connections = new ArrayList<>();

  private Connections(MultiThreadIoEventLoopGroup group) {
    this.group = group;
    this.loop = group.next();
  }

  /**
   * {@return so many connections, open}
   *
   * @param url scheme, host and port
   */
  public static Connections open(String url, int count) throws InterruptedException {
    var factory = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Connections opened = new Connections(new MultiThreadIoEventLoopGroup(1, factory));
    URI server = URI.create(url);
    for (int i = 0; i < count; i++) {
      opened.add(server);
    }
    return opened;
  }

  /**
   * {@return how it went when each connection sent its next request as soon as it had its answer}
   *
   * @param requests what is sent, in turn
   * @param times how often in all
   * @throws IllegalStateException if a request fails, or more than one in a hundred are refused
   */
  public Result closed(List<Request> requests, long times) throws InterruptedException {
    return run(new ClosedPace(requests, times));
  }

  /**
   * {@return how it went when the request was sent at a steady rate}
   *
   * @param times how often in all
   * @param listener hears of every answer, one at a time
   * @throws IllegalStateException if one request fails or is refused
   */
  public Result steady(Request request, double perSecond, long times, Runnable listener) throws InterruptedException {
    return run(new SteadyPace(loop, request, new Schedule(perSecond, times), listener));
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private Result run(Pace pace) throws InterruptedException {
    loop.execute(() -> pace.begin(connections));
    try {
      return pace.result().get(BOUND_MINUTES, TimeUnit.MINUTES);
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
            // What the server says of itself is not what is tested here.
            channel.pipeline().addLast(new HttpResponseDecoder(new HttpDecoderConfig().setValidateHeaders(false)));
            channel.pipeline().addLast(connection);
            connections.add(connection);
          }
        }
      );
    bootstrap.connect(server.getHost(), server.getPort()).sync();
  }
}
