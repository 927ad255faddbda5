package io.keyfold.authconfig.branding;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** TXT records over real DNS messages, from a name server in this test. */
class DnsHostProofIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final HostName HOST = HostName.of("connect.acme.example").orElseThrow();
  private static final TenantId ACME = new TenantId("tnt_acme");
  private static final int NO_SUCH_NAME = 3;
  private static final int SERVER_FAILURE = 2;

  private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void aRecordWithTheTenantShowsControl() throws Exception {
    StepVerifier.create(shown(0, "other", "keyfold-tenant=tnt_acme"))
      .expectNext(true)
      .expectComplete()
      .verify(LIMIT);
  }

  @Test
  void anotherTenantsRecordDoesNot() throws Exception {
    StepVerifier.create(shown(0, "keyfold-tenant=tnt_other")).expectNext(false).expectComplete().verify(LIMIT);
  }

  @Test
  void aMissingNameOrRecordDoesNot() throws Exception {
    StepVerifier.create(shown(NO_SUCH_NAME)).expectNext(false).expectComplete().verify(LIMIT);
    StepVerifier.create(shown(0)).expectNext(false).expectComplete().verify(LIMIT);
  }

  @Test
  void aFailureIsNoAnswer() throws Exception {
    StepVerifier.create(shown(SERVER_FAILURE)).expectError(ApiException.class).verify(LIMIT);
  }

  private Mono<Boolean> shown(int code, String... texts) throws IOException {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(() -> answer(socket, code, texts));
    var servers = new SingletonDnsServerAddressStreamProvider((InetSocketAddress) socket.getLocalSocketAddress());
    return new DnsHostProof(loops::next, servers).shown(HOST, ACME).doFinally(end -> socket.close());
  }

  private static void answer(DatagramSocket socket, int code, String... texts) {
    byte[] buffer = new byte[512];
    while (!socket.isClosed()) {
      try {
        DatagramPacket query = new DatagramPacket(buffer, buffer.length);
        socket.receive(query);
        byte[] response = response(Arrays.copyOf(buffer, query.getLength()), code, texts);
        socket.send(new DatagramPacket(response, response.length, query.getSocketAddress()));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** RFC 1035: the header with the query's id, its question, and TXT records that point to the question's name. */
  private static byte[] response(byte[] query, int code, String... texts) throws IOException {
    int end = 12;
    while (query[end] != 0) {
      end += query[end] + 1;
    }
    byte[] question = Arrays.copyOfRange(query, 12, end + 5);
    assertThat(new String(question, StandardCharsets.US_ASCII)).contains("_keyfold", "connect", "acme", "example");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(query, 0, 2);
    out.write(
      ByteBuffer.allocate(10)
        .putShort((short) (0x8180 | code))
        .putShort((short) 1)
        .putShort((short) texts.length)
        .array()
    );
    out.write(question);
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      out.write(
        ByteBuffer.allocate(13)
          .putShort((short) 0xc00c)
          .putShort((short) 16)
          .putShort((short) 1)
          .putInt(60)
          .putShort((short) (bytes.length + 1))
          .put((byte) bytes.length)
          .array()
      );
      out.write(bytes);
    }
    return out.toByteArray();
  }
}
