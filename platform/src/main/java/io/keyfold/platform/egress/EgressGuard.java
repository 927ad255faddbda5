package io.keyfold.platform.egress;

import io.keyfold.platform.egress.proxy.EgressProxy;
import io.keyfold.platform.egress.proxy.Route;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rejects connections to addresses that tenants may not reach. It checks the address that is actually connected to, by
 * Keyfold or by the proxy, so a name that resolves differently later (DNS rebinding) cannot bypass it. Where the proxy is
 * asked for a name, it checks all addresses that Keyfold knows of the name, before the proxy is contacted.
 */
@Sharable
final class EgressGuard extends ChannelOutboundHandlerAdapter {

  private final EgressPolicy policy;
  private final AddressResolverGroup<InetSocketAddress> names;
  private final @Nullable EgressProxy proxy;

  /** Creates the guard of direct calls if there is no proxy. */
  EgressGuard(EgressPolicy policy, AddressResolverGroup<InetSocketAddress> names, @Nullable EgressProxy proxy) {
    this.policy = policy;
    this.names = names;
    this.proxy = proxy;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it is the promise, which the caller has
  public void connect(
    ChannelHandlerContext context,
    SocketAddress remote,
    SocketAddress local,
    ChannelPromise promise
  ) {
    if (!(remote instanceof InetSocketAddress target)) {
      promise.tryFailure(new EgressRefusedException());
    } else if (proxy != null && proxy.route(target) == Route.BY_NAME) {
      byName(context, target, proxy, promise);
    } else if (target.isUnresolved() || !policy.allows(target.getAddress())) {
      promise.tryFailure(new EgressRefusedException());
    } else if (proxy != null && proxy.route(target) == Route.BY_ADDRESS) {
      proxy.connect(context, withoutName(target), promise);
    } else {
      context.connect(remote, local, promise);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the listener completes the promise
  private void byName(
    ChannelHandlerContext context,
    InetSocketAddress target,
    EgressProxy through,
    ChannelPromise promise
  ) {
    names
      .getResolver(context.executor())
      .resolveAll(target)
      .addListener((Future<List<InetSocketAddress>> known) -> {
        // The proxy may know names that Keyfold does not; its rules apply to them.
        boolean allowed =
          !known.isSuccess() || known.getNow().stream().map(InetSocketAddress::getAddress).allMatch(policy::allows);
        if (allowed) {
          through.connect(context, target, promise);
        } else {
          promise.tryFailure(new EgressRefusedException());
        }
      });
  }

  /** The proxy is asked for the host string of an address, which is its name if it has one. */
  private static InetSocketAddress withoutName(InetSocketAddress target) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(target.getAddress().getAddress()), target.getPort());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has a legal length", e);
    }
  }
}
