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
 * A persistent connection with at most one pending request. A request fails if the status is not 200, or the body lacks
 * the text that the request expects. Confined to the event loop's thread.
 */
final class Connection extends SimpleChannelInboundHandler<HttpObject> {

  private static final int OK = 200;
  private static final int MAX_ERROR_CHARS = 500;
  private static final int MAX_BODY_CHARS = 100_000;

  private final Channel channel;
  private final StringBuilder body = new StringBuilder();
  private @Nullable PreparedRequest request;
  private int status;
  private long startNanos;
  private @Nullable LoadDriver driver;

  Connection(Channel channel) {
    this.channel = channel;
  }

  /** Reports all further responses to this driver. */
  void attach(LoadDriver newDriver) {
    driver = newDriver;
  }

  /**
   * Sends a request.
   *
   * @param start start of the latency, in {@link System#nanoTime()}
   */
  void send(PreparedRequest newRequest, long start) {
    request = newRequest;
    startNanos = start;
    var _ = channel.writeAndFlush(newRequest.bytes(), channel.voidPromise());
  }

  /** {@return the latency of the last response, in nanoseconds} */
  long latency() {
    return System.nanoTime() - startNanos;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (part instanceof HttpResponse head) {
      status = head.status().code();
    }
    if (part instanceof HttpContent content && isRead() && body.length() < MAX_BODY_CHARS) {
      body.append(content.content().toString(StandardCharsets.UTF_8));
    }
    if (part instanceof LastHttpContent) {
      completed();
    }
  }

  /** Reading a body costs CPU, so it is not read without need. */
  private boolean isRead() {
    return status != OK || (request != null && !request.expected().isEmpty());
  }

  private void completed() {
    LoadDriver current = driver;
    if (current == null) {
      return;
    }
    boolean expected = request == null || request.expected().isEmpty() || body.indexOf(request.expected()) >= 0;
    String text = body.substring(0, Math.min(body.length(), MAX_ERROR_CHARS));
    body.setLength(0);
    if (status == OK && expected) {
      current.succeeded(this);
    } else {
      current.rejected(this, request + " returned " + status + " " + text);
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
    LoadDriver current = driver;
    if (current != null) {
      current.failed(cause);
    }
  }
}
