package io.keyfold.platform.egress.proxy;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/** Resolves names, except of targets that the proxy is asked for by name. */
public final class RoutedNames extends AddressResolverGroup<InetSocketAddress> {

  private final AddressResolverGroup<InetSocketAddress> names;
  private final EgressProxy proxy;

  /** Creates the group; closing it does not close the given one. */
  public RoutedNames(AddressResolverGroup<InetSocketAddress> names, EgressProxy proxy) {
    this.names = names;
    this.proxy = proxy;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Routed(names.getResolver(executor));
  }

  private final class Routed implements AddressResolver<InetSocketAddress> {

    private final AddressResolver<InetSocketAddress> resolver;

    Routed(AddressResolver<InetSocketAddress> resolver) {
      this.resolver = resolver;
    }

    @Override
    public boolean isSupported(SocketAddress address) {
      return resolver.isSupported(address);
    }

    @Override
    public boolean isResolved(SocketAddress address) {
      return (
        (address instanceof InetSocketAddress target && proxy.route(target) == Route.BY_NAME) ||
        resolver.isResolved(address)
      );
    }

    @Override
    public Future<InetSocketAddress> resolve(SocketAddress address) {
      return resolver.resolve(address);
    }

    @Override
    public Future<InetSocketAddress> resolve(SocketAddress address, Promise<InetSocketAddress> promise) {
      return resolver.resolve(address, promise);
    }

    @Override
    public Future<List<InetSocketAddress>> resolveAll(SocketAddress address) {
      return resolver.resolveAll(address);
    }

    @Override
    public Future<List<InetSocketAddress>> resolveAll(SocketAddress address, Promise<List<InetSocketAddress>> promise) {
      return resolver.resolveAll(address, promise);
    }

    @Override
    public void close() {
      // The resolver belongs to the other group.
    }
  }
}
