package io.keyfold.platform.egress;

import io.keyfold.platform.egress.proxy.ProxyProperties;
import io.keyfold.platform.egress.tls.ClientCertificateProperties;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Network destinations that tenants' URLs may reach, and how.
 *
 * @param allowPrivate whether loopback and private networks and {@code http://} URLs may be called; for development,
 *     and where all tenants are trusted with Keyfold's own network
 * @param proxy the proxy through which calls leave
 * @param trustedCertificates PEM files with certificates of private authorities, which are trusted besides those of the
 *     JDK; read at start
 * @param clientCertificates client certificates, each for some hosts: {@code [0].hosts} (exact names),
 *     {@code [0].certificate} (PEM file with the chain), {@code [0].key} (PEM file with the PKCS#8 key); read at start
 */
@ConfigurationProperties("keyfold.egress")
public record EgressProperties(
  @DefaultValue("false") boolean allowPrivate,
  @DefaultValue @NestedConfigurationProperty ProxyProperties proxy,
  @DefaultValue List<Path> trustedCertificates,
  @DefaultValue List<ClientCertificateProperties> clientCertificates
) {
  /** Copies the lists. */
  @ConstructorBinding
  public EgressProperties {
    trustedCertificates = List.copyOf(trustedCertificates);
    clientCertificates = List.copyOf(clientCertificates);
  }

  /** Creates the settings of direct calls with the JDK's certificates. */
  public EgressProperties(boolean allowPrivate) {
    this(allowPrivate, ProxyProperties.NONE, List.of(), List.of());
  }
}
