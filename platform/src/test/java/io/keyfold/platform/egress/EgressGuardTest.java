package io.keyfold.platform.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class EgressGuardTest {

  private final EmbeddedChannel channel = new EmbeddedChannel(
    new EgressGuard(new EgressPolicy(new EgressProperties(false)))
  );

  @Test
  void aNameWithAPrivateAddressIsRejected() throws UnknownHostException {
    InetAddress rebound = InetAddress.getByAddress("mcp.example.com", new byte[] { 10, 0, 0, 1 });
    ChannelFuture refused = channel.connect(new InetSocketAddress(rebound, 443));
    assertThat(refused.cause()).isInstanceOf(EgressRefusedException.class);
  }

  @Test
  void anUnresolvedNameIsRejected() {
    ChannelFuture refused = channel.connect(InetSocketAddress.createUnresolved("mcp.example.com", 443));
    assertThat(refused.cause()).isInstanceOf(EgressRefusedException.class);
  }

  @Test
  void publicAddressesAreAllowed() throws UnknownHostException {
    InetAddress known = InetAddress.getByAddress("mcp.example.com", new byte[] { 1, 1, 1, 1 });
    assertThat(channel.connect(new InetSocketAddress(known, 443)).cause()).isNull();
  }
}
