package io.keyfold.authconfig.branding;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Looks up TXT records at the machine's name servers, without blocking. Opens a socket per lookup, since few happen. */
final class DnsHostProof implements HostProof {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

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
    return Mono.using(this::open, dns -> lookUp(dns, HostProof.record(host)), DnsNameResolver::close)
      .map(texts -> texts.contains(HostProof.value(tenant)))
      .onErrorResume(failure ->
        failure.getCause() instanceof DnsErrorCauseException ? Mono.just(false) : Mono.error(unavailable())
      );
  }

  private DnsNameResolver open() {
    return new DnsNameResolverBuilder(loops.get())
      .datagramChannelType(NioDatagramChannel.class)
      .nameServerProvider(servers)
      .queryTimeoutMillis(TIMEOUT.toMillis())
      .build();
  }

  private static Mono<List<String>> lookUp(DnsNameResolver dns, String name) {
    return Mono.create(sink -> {
      Future<List<DnsRecord>> query = dns.resolveAll(new DefaultDnsQuestion(name, DnsRecordType.TXT));
      sink.onCancel(() -> query.cancel(true));
      query.addListener(done -> {
        if (query.isSuccess()) {
          sink.success(texts(query.getNow()));
        } else {
          sink.error(query.cause());
        }
      });
    });
  }

  private static List<String> texts(List<DnsRecord> records) {
    try {
      return records.stream().map(DnsHostProof::text).toList();
    } finally {
      records.forEach(ReferenceCountUtil::release);
    }
  }

  /** A TXT record consists of strings of up to 255 bytes, each after its length. */
  private static String text(@Nullable DnsRecord record) {
    StringBuilder text = new StringBuilder();
    if (record instanceof DnsRawRecord raw) {
      ByteBuf content = raw.content();
      while (content.isReadable()) {
        int length = Math.min(content.readUnsignedByte(), content.readableBytes());
        text.append(content.readCharSequence(length, StandardCharsets.US_ASCII));
      }
    }
    return text.toString();
  }

  private static ApiException unavailable() {
    return ApiException.of(ErrorCode.UNAVAILABLE, "The DNS record of the host could not be looked up");
  }
}
