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
 * A persistent connection with at most one pending request. Any status other than 200 is a failed request. Confined to
 * the event loop's thread.
 */
final class Connection extends SimpleChannelInboundHandler<HttpObject> {

  private static final int OK = 200;
  private static final int MAX_ERROR_CHARS = 500;

  private final Channel channel;
  private final StringBuilder errorBody = new StringBuilder();
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
    if (status != OK && part instanceof HttpContent content && errorBody.length() < MAX_ERROR_CHARS) {
      errorBody.append(content.content().toString(StandardCharsets.UTF_8));
    }
    if (part instanceof LastHttpContent) {
      completed();
    }
  }

  private void completed() {
    LoadDriver current = driver;
    if (current == null) {
      return;
    }
    if (status == OK) {
      current.succeeded(this);
    } else {
      String error = request + " returned " + status + " " + errorBody;
      errorBody.setLength(0);
      current.rejected(this, error);
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
