package io.keyfold.platform.egress.proxy;

import io.keyfold.platform.error.Causes;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The opening of one connection through the proxy. Until the proxy has connected, the handlers of the target's
 * connection see nothing of it: they would take the connection to the proxy for the one to the target and send the
 * request too early. Used on the channel's event loop only.
 */
final class Tunnel extends ChannelInboundHandlerAdapter {

  private static final String PROXY = "keyfold-proxy";

  private final ChannelHandlerContext guard;
  private final ChannelPromise connected;
  private final Status status = new Status();
  private boolean open;

  Tunnel(ChannelHandlerContext guard, ChannelPromise connected) {
    this.guard = guard;
    this.connected = connected;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the listeners complete the promise
  void open(ProxyHandler proxy, @Nullable SslHandler tls, InetSocketAddress target) {
    ChannelPipeline pipeline = guard.pipeline();
    int timeout = guard.channel().config().getConnectTimeoutMillis();
    proxy.setConnectTimeoutMillis(timeout);
    pipeline.addFirst(this);
    pipeline.addFirst(PROXY, proxy);
    pipeline.addBefore(PROXY, null, status);
    if (tls != null) {
      tls.setHandshakeTimeoutMillis(timeout);
      pipeline.addFirst(tls);
    }
    proxy.connectFuture().addListener(end -> {
      if (end.isSuccess()) {
        opened();
      } else {
        connected.tryFailure(failure(end.cause()));
      }
    });
    ChannelPromise reached = guard.newPromise();
    reached.addListener(end -> {
      if (!end.isSuccess()) {
        connected.tryFailure(failure(end.cause()));
      }
    });
    guard.connect(target, (SocketAddress) null, reached);
  }

  private void opened() {
    open = true;
    guard.pipeline().remove(status);
    if (connected.trySuccess()) {
      guard.pipeline().context(this).fireChannelActive();
    }
  }

  private EgressProxyException failure(Throwable cause) {
    if (status.code != 0) {
      return EgressProxyException.status(status.code);
    }
    if (Causes.find(cause, SSLException.class).isPresent()) {
      return EgressProxyException.tls();
    }
    // Netty reports a late response as an error without a cause on a connection that is still open.
    boolean late =
      Causes.find(cause, ConnectTimeoutException.class).isPresent() ||
      (cause.getCause() == null && cause instanceof ProxyConnectException && guard.channel().isActive());
    return late ? EgressProxyException.timeout() : EgressProxyException.unreachable();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    // The connection is active when the proxy has connected.
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (open) {
      context.fireChannelInactive();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (open) {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (open) {
      context.fireExceptionCaught(cause);
    }
  }

  /** Remembers the status of the proxy's response, which Netty's error has in its text only. */
  private static final class Status extends ChannelInboundHandlerAdapter {

    private int code;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpResponse response) {
        code = response.status().code();
      }
      context.fireChannelRead(message);
    }
  }
}
