package io.keyfold.platform.egress.proxy;

import io.keyfold.platform.start.InvalidSettingException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections through the operator's proxy (HTTP CONNECT), also for {@code http} targets. The proxy's own address
 * may be private. Thread-safe.
 */
public final class EgressProxy {

  private static final Logger LOG = LoggerFactory.getLogger(EgressProxy.class);
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

  private final ProxyUrl url;
  private final NoProxy direct;
  private final ProxyProperties.Resolve resolve;
  private final @Nullable String user;
  private final String password;
  private final AddressResolverGroup<InetSocketAddress> names;
  private final SslContext tls;
  private final AtomicLong logged = new AtomicLong(System.nanoTime() - LOG_INTERVAL.toNanos());

  private EgressProxy(
    String url,
    ProxyProperties properties,
    AddressResolverGroup<InetSocketAddress> names,
    SslContext tls
  ) {
    this.url = ProxyUrl.parse(url);
    this.direct = NoProxy.parse(properties.noProxy());
    this.resolve = properties.resolve();
    this.user = properties.user();
    this.password = password(properties);
    this.names = names;
    this.tls = tls;
  }

  /**
   * {@return the configured proxy; empty if there is none}
   *
   * @param names resolves the proxy's name
   * @param tls context of the connection to an {@code https} proxy
   * @throws InvalidSettingException if the password file is not readable
   */
  public static Optional<EgressProxy> of(
    ProxyProperties properties,
    AddressResolverGroup<InetSocketAddress> names,
    SslContext tls
  ) {
    return Optional.ofNullable(properties.url()).map(url -> new EgressProxy(url, properties, names, tls));
  }

  /** {@return how the target is reached} */
  public Route route(InetSocketAddress target) {
    if (direct.covers(target)) {
      return Route.DIRECT;
    }
    return resolve == ProxyProperties.Resolve.PROXY && target.isUnresolved() ? Route.BY_NAME : Route.BY_ADDRESS;
  }

  /**
   * Connects the channel to the target through the proxy. May be called on any thread.
   *
   * @param context where the connect request is
   * @param target what the proxy is asked for: its host string, which is the address if it has no name
   * @param connected completed when the proxy has connected; fails with {@link EgressProxyException}
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the listeners complete the promise
  public void connect(ChannelHandlerContext context, InetSocketAddress target, ChannelPromise connected) {
    connected.addListener(end -> {
      if (end.cause() instanceof EgressProxyException failure) {
        log(failure);
      }
    });
    names
      .getResolver(context.executor())
      .resolve(url.address())
      .addListener((Future<InetSocketAddress> proxy) -> {
        if (proxy.isSuccess()) {
          // A resolver may respond on an event loop of its own; handlers are then added in another order.
          context
            .executor()
            .execute(() -> new Tunnel(context, connected).open(handler(proxy.getNow()), tls(context), target));
        } else {
          connected.tryFailure(EgressProxyException.unknownHost());
        }
      });
  }

  private void log(EgressProxyException failure) {
    long now = System.nanoTime();
    long last = logged.get();
    if (now - last > LOG_INTERVAL.toNanos() && logged.compareAndSet(last, now)) {
      LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("a call through the egress proxy has failed");
    }
  }

  private HttpProxyHandler handler(InetSocketAddress address) {
    return user == null ? new HttpProxyHandler(address) : new HttpProxyHandler(address, user, password);
  }

  private @Nullable SslHandler tls(ChannelHandlerContext context) {
    return url.tls() ? tls.newHandler(context.alloc(), url.address().getHostString(), url.address().getPort()) : null;
  }

  private static String password(ProxyProperties properties) {
    ProxyPassword given = properties.password();
    if (given != null) {
      return given.text();
    }
    if (properties.passwordFile() == null) {
      return "";
    }
    try {
      return Files.readString(properties.passwordFile()).replaceFirst("\\R\\z", "");
    } catch (IOException e) {
      throw new InvalidSettingException(
        ProxyProperties.PREFIX + "password-file",
        properties.passwordFile(),
        "must be a readable file",
        e
      );
    }
  }
}
