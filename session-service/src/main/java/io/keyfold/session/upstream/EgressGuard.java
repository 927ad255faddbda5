package io.keyfold.session.upstream;

import io.keyfold.platform.egress.EgressPolicy;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Refuses connections to addresses that tenants may not reach. It judges the very address that is connected to: a name that
 * resolves differently a moment later cannot get past it.
 */
@Sharable
final class EgressGuard extends ChannelOutboundHandlerAdapter {

  private final EgressPolicy policy;

  EgressGuard(EgressPolicy policy) {
    this.policy = policy;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it is the promise, which the caller has
  public void connect(
    ChannelHandlerContext context,
    SocketAddress remote,
    SocketAddress local,
    ChannelPromise promise
  ) {
    boolean allowed =
      remote instanceof InetSocketAddress address && !address.isUnresolved() && policy.allows(address.getAddress());
    if (allowed) {
      context.connect(remote, local, promise);
    } else {
      promise.tryFailure(new Refused());
    }
  }

  /** A connection was refused here. */
  static final class Refused extends java.io.IOException {

    private static final long serialVersionUID = 1L;

    Refused() {
      super("address refused by the egress policy");
    }
  }
}
