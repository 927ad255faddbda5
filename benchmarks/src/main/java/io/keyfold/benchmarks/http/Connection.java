package io.keyfold.benchmarks.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is kept, with at most one request under way. Every answer but 200 is a refusal. All of it happens on the
 * event loop's one thread.
 */
final class Connection extends SimpleChannelInboundHandler<HttpObject> {

  private static final int OK = 200;
  private static final int SHOWN = 500;

  private final Channel channel;
  private final StringBuilder refusal = new StringBuilder();
  private @Nullable Request request;
  private int status;
  private long since;
  private @Nullable Pace pace;

  Connection(Channel channel) {
    this.channel = channel;
  }

  /** Hears of every answer from now on. */
  void attach(Pace next) {
    pace = next;
  }

  /**
   * Sends a request.
   *
   * @param from the moment from which it is counted how long it takes
   */
  void send(Request next, long from) {
    request = next;
    since = from;
    var _ = channel.writeAndFlush(next.bytes(), channel.voidPromise());
  }

  /** {@return how long the request that was answered last took, in nanoseconds} */
  long took() {
    return System.nanoTime() - since;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (part instanceof HttpResponse head) {
      status = head.status().code();
    }
    if (status != OK && part instanceof HttpContent content && refusal.length() < SHOWN) {
      refusal.append(content.content().toString(StandardCharsets.UTF_8));
    }
    if (part instanceof LastHttpContent) {
      ended();
    }
  }

  private void ended() {
    Pace current = pace;
    if (current == null) {
      return;
    }
    if (status == OK) {
      current.answered(this);
    } else {
      String told = request + " answered " + status + " " + refusal;
      refusal.setLength(0);
      current.refused(this, told);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(new IllegalStateException("the server closed the connection"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(cause);
  }

  private void fail(Throwable cause) {
    Pace current = pace;
    if (current != null) {
      current.failed(cause);
    }
  }
}
