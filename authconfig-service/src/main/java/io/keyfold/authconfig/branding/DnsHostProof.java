package io.keyfold.authconfig.branding;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Looks up TXT records at the machine's name servers, without blocking. Opens a socket per lookup, since few happen. */
final class DnsHostProof implements HostProof {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int RETRIES = 1;

  private final Supplier<EventLoop> loops;
  private final DnsServerAddressStreamProvider servers;

  /**
   * Creates a client.
   *
   * @param loops gives an event loop of NIO channels
   * @param servers the name servers to ask
   */
  DnsHostProof(Supplier<EventLoop> loops, DnsServerAddressStreamProvider servers) {
    this.loops = loops;
    this.servers = servers;
  }

  @Override
  public Mono<Boolean> shown(HostName host, TenantId tenant) {
    return Mono.using(this::open, dns -> texts(dns, HostProof.record(host)), DnsNameResolver::close)
      .retry(RETRIES)
      .map(texts -> texts.contains(HostProof.value(tenant)))
      .onErrorMap(failure ->
        ApiException.of(ErrorCode.UNAVAILABLE, "The DNS record of the host could not be looked up", "Retry the request")
      );
  }

  private DnsNameResolver open() {
    return new DnsNameResolverBuilder(loops.get())
      .datagramChannelType(NioDatagramChannel.class)
      .nameServerProvider(servers)
      .queryTimeoutMillis(TIMEOUT.toMillis())
      .build();
  }

  private static Mono<List<String>> texts(DnsNameResolver dns, String name) {
    return Mono.create(sink -> {
      Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> query = dns.query(
        new DefaultDnsQuestion(name, DnsRecordType.TXT)
      );
      sink.onCancel(() -> query.cancel(true));
      query.addListener(done -> {
        if (query.isSuccess()) {
          read(query.getNow(), sink);
        } else {
          sink.error(query.cause());
        }
      });
    });
  }

  private static void read(AddressedEnvelope<DnsResponse, InetSocketAddress> envelope, MonoSink<List<String>> sink) {
    try {
      DnsResponse response = envelope.content();
      if (response.code().equals(DnsResponseCode.NOERROR) || response.code().equals(DnsResponseCode.NXDOMAIN)) {
        sink.success(texts(response));
      } else {
        sink.error(new IllegalStateException("the name server answered " + response.code()));
      }
    } finally {
      envelope.release();
    }
  }

  private static List<String> texts(DnsResponse response) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
      DnsRecord record = response.recordAt(DnsSection.ANSWER, i);
      if (record.type().equals(DnsRecordType.TXT) && record instanceof DnsRawRecord raw) {
        texts.add(text(raw.content()));
      }
    }
    return texts;
  }

  /** A TXT record consists of strings of up to 255 bytes, each after its length. */
  private static String text(ByteBuf content) {
    StringBuilder text = new StringBuilder();
    while (content.isReadable()) {
      int length = Math.min(content.readUnsignedByte(), content.readableBytes());
      text.append(content.readCharSequence(length, StandardCharsets.US_ASCII));
    }
    return text.toString();
  }
}
