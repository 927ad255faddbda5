package io.keyfold.platform.egress;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Resolves names as a test says, at each call anew, and responds on another thread than the channel's. */
final class FakeNames extends AddressResolverGroup<InetSocketAddress> {

  private final Map<String, List<String>> addresses = new ConcurrentHashMap<>();

  FakeNames with(String name, String... now) {
    addresses.put(name, Arrays.asList(now));
    return this;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Resolver(GlobalEventExecutor.INSTANCE).asAddressResolver();
  }

  private final class Resolver extends InetNameResolver {

    Resolver(EventExecutor executor) {
      super(executor);
    }

    @Override
    protected void doResolve(String name, Promise<InetAddress> promise) {
      try {
        promise.setSuccess(all(name).getFirst());
      } catch (UnknownHostException e) {
        promise.setFailure(e);
      }
    }

    @Override
    protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
      try {
        promise.setSuccess(all(name));
      } catch (UnknownHostException e) {
        promise.setFailure(e);
      }
    }

    private List<InetAddress> all(String name) throws UnknownHostException {
      List<String> known = NetUtil.isValidIpV4Address(name) ? List.of(name) : addresses.getOrDefault(name, List.of());
      if (known.isEmpty()) {
        throw new UnknownHostException(name);
      }
      return known
        .stream()
        .map(address -> named(name, address))
        .toList();
    }

    private static InetAddress named(String name, String address) {
      try {
        byte[] bytes = Objects.requireNonNull(NetUtil.createByteArrayFromIpAddressString(address));
        return InetAddress.getByAddress(name, bytes);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }
}
