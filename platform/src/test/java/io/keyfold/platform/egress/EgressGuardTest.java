package io.keyfold.platform.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.egress.proxy.EgressProxy;
import io.keyfold.platform.egress.proxy.ProxyProperties;
import io.keyfold.platform.egress.proxy.ProxyProperties.Resolve;
import io.keyfold.platform.egress.tls.EgressTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EgressGuardTest {

  private final List<InetSocketAddress> connected = new CopyOnWriteArrayList<>();
  private final FakeNames names = new FakeNames().with("proxy.corp", "10.9.9.9");
  private final EgressPolicy policy = new EgressPolicy(new EgressProperties(false));
  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());

  @AfterEach
  void stop() {
    Future<?> _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  @Test
  void aNameWithAPrivateAddressIsRejected() {
    assertThat(direct(address("mcp.example.com", 10, 0, 0, 1)).cause()).isInstanceOf(EgressRefusedException.class);
  }

  @Test
  void anUnresolvedNameIsRejected() {
    assertThat(direct(InetSocketAddress.createUnresolved("mcp.example.com", 443)).cause()).isInstanceOf(
      EgressRefusedException.class
    );
  }

  @Test
  void publicAddressesAreAllowed() {
    assertThat(direct(address("mcp.example.com", 1, 1, 1, 1)).cause()).isNull();
  }

  @Test
  @Tag("promise-4")
  void theProxyIsAskedForTheAddressThatWasJudged() {
    ChannelFuture _ = proxied(Resolve.LOCAL, address("mcp.example.com", 1, 1, 1, 1));
    assertThat(connected).extracting(InetSocketAddress::getHostString).containsExactly("1.1.1.1");
  }

  @ParameterizedTest
  @EnumSource
  @Tag("promise-4")
  void aPrivateTargetIsRejectedBeforeTheProxyIsContacted(Resolve resolve) {
    names.with("rebound.example.com", "10.0.0.1");
    ChannelFuture refused = proxied(resolve, address("rebound.example.com", 10, 0, 0, 1));
    assertThat(refused.cause()).isInstanceOf(EgressRefusedException.class);
    assertThat(connected).isEmpty();
  }

  @Test
  @Tag("promise-4")
  void aNameOfWhichOneAddressIsPrivateIsNotLeftToTheProxy() {
    names.with("mixed.example.com", "1.1.1.1", "10.0.0.1");
    ChannelFuture refused = proxied(Resolve.PROXY, InetSocketAddress.createUnresolved("mixed.example.com", 443));
    assertThat(refused.cause()).isInstanceOf(EgressRefusedException.class);
    assertThat(connected).isEmpty();
  }

  @Test
  void aNameThatOnlyTheProxyKnowsIsLeftToIt() {
    ChannelFuture _ = proxied(Resolve.PROXY, InetSocketAddress.createUnresolved("mcp.example.com", 443));
    assertThat(connected).extracting(InetSocketAddress::getHostString).containsExactly("mcp.example.com");
  }

  @Test
  @Tag("promise-4")
  void aNameThatTheProxyShouldNotResolveIsRejectedUnresolved() {
    ChannelFuture refused = proxied(Resolve.LOCAL, InetSocketAddress.createUnresolved("mcp.example.com", 443));
    assertThat(refused.cause()).isInstanceOf(EgressRefusedException.class);
  }

  @Test
  @Tag("promise-4")
  void whatIsCalledWithoutTheProxyIsJudgedToo() {
    ChannelFuture refused = proxied(Resolve.LOCAL, address("inside.corp", 10, 0, 0, 1));
    assertThat(refused.cause()).isInstanceOf(EgressRefusedException.class);
  }

  private ChannelFuture direct(InetSocketAddress target) {
    return new EmbeddedChannel(new EgressGuard(policy, names, null)).connect(target);
  }

  private ChannelFuture proxied(Resolve resolve, InetSocketAddress target) {
    var properties = new ProxyProperties("http://proxy.corp:3128", null, null, null, List.of("inside.corp"), resolve);
    EgressProxy proxy = EgressProxy.of(properties, names, EgressTls.load(List.of(), List.of()).proxy()).orElseThrow();
    var guard = new EgressGuard(policy, names, proxy);
    return new Bootstrap()
      .group(loop)
      .channel(LocalChannel.class)
      .handler(
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new Recorder(), guard);
          }
        }
      )
      .register()
      .syncUninterruptibly()
      .channel()
      .connect(target)
      .awaitUninterruptibly();
  }

  private static InetSocketAddress address(String name, int a, int b, int c, int d) {
    try {
      byte[] bytes = { (byte) a, (byte) b, (byte) c, (byte) d };
      return new InetSocketAddress(InetAddress.getByAddress(name, bytes), 443);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private final class Recorder extends ChannelOutboundHandlerAdapter {

    @Override
    public void connect(ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise end) {
      connected.add((InetSocketAddress) remote);
      end.setFailure(new ConnectException("recorded"));
    }
  }
}
