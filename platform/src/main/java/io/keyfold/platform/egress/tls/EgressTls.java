package io.keyfold.platform.egress.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClientSecurityUtils;
import reactor.netty.tcp.SslProvider;

/** TLS of calls: trusted authorities and client certificates. Host names are verified. Thread-safe. */
public final class EgressTls {

  private static final int MAX_SESSIONS = 1_000;

  private final Optional<TrustManagerFactory> trust;
  private final ClientCertificates identities;

  private EgressTls(Optional<TrustManagerFactory> trust, ClientCertificates identities) {
    this.trust = trust;
    this.identities = identities;
  }

  /**
   * {@return the TLS settings, read from their files}
   *
   * @throws io.keyfold.platform.start.InvalidSettingException if a file is not usable, or a key does not match
   */
  public static EgressTls load(List<Path> trusted, List<ClientCertificateProperties> clients) {
    return new EgressTls(TrustAnchors.load(trusted), ClientCertificates.load(clients));
  }

  /** {@return TLS of connections to targets} */
  public SslProvider targets() {
    SslProvider.GenericSslContextSpec<SslContextBuilder> context = Http11SslContextSpec.forClient().configure(builder ->
      configured(builder.sessionCacheSize(MAX_SESSIONS).keyManager(identities))
    );
    return SslProvider.builder()
      .sslContext(context)
      .handlerConfigurator(HttpClientSecurityUtils.HOSTNAME_VERIFICATION_CONFIGURER)
      .build();
  }

  /** {@return TLS of connections to an {@code https} proxy} */
  public SslContext proxy() {
    try {
      return configured(SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS")).build();
    } catch (SSLException e) {
      throw new IllegalStateException("TLS is not available", e);
    }
  }

  private SslContextBuilder configured(SslContextBuilder builder) {
    return trust.map(builder::trustManager).orElse(builder);
  }
}
