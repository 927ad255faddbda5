package io.keyfold.platform.egress.tls;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A client certificate for the hosts of a provider.
 *
 * @param hosts exact names of the hosts that get it, from all tenants
 * @param certificate PEM file with the certificate and its chain
 * @param key PEM file with its private key (PKCS#8)
 */
public record ClientCertificateProperties(
  @DefaultValue List<String> hosts,
  @Nullable Path certificate,
  @Nullable Path key
) {
  /** Copies the list. */
  public ClientCertificateProperties {
    hosts = List.copyOf(hosts);
  }
}
