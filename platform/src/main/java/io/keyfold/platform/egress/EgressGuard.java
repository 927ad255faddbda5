package io.keyfold.platform.egress;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Rejects connections to addresses that tenants may not reach. It checks the address that is actually connected to, so
 * a name that resolves differently later (DNS rebinding) cannot bypass it.
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
      promise.tryFailure(new EgressRefusedException());
    }
  }
}
