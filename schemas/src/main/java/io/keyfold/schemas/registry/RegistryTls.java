package io.keyfold.schemas.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Creates the TLS context from {@code schema.registry.ssl.*}. Kafka's parser is used, so that stores, passwords and PEM
 * work exactly as for brokers.
 */
final class RegistryTls {

  private static final String PREFIX = "schema.registry.";
  private static final ConfigDef DEFINITIONS = definitions();

  private RegistryTls() {}

  /**
   * {@return the TLS context; empty without settings, to use the JDK's default}
   *
   * @throws ConfigException if a setting is invalid or disables host name verification
   */
  static Optional<SSLContext> context(Settings settings) {
    Map<String, Object> sslSettings = new HashMap<>();
    settings.values().forEach((name, value) -> {
      if (name.startsWith(PREFIX + "ssl.")) {
        sslSettings.put(name.substring(PREFIX.length()), value);
      }
    });
    if (sslSettings.isEmpty()) {
      return Optional.empty();
    }
    Object hostNameVerification = sslSettings.getOrDefault(
      SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG,
      "https"
    );
    if (!"https".equalsIgnoreCase(String.valueOf(hostNameVerification))) {
      throw new ConfigException("schema.registry.ssl.endpoint.identification.algorithm must be https");
    }
    Set<String> unknown = sslSettings
      .keySet()
      .stream()
      .filter(name -> !DEFINITIONS.names().contains(name))
      .collect(Collectors.toSet());
    if (!unknown.isEmpty()) {
      throw new ConfigException(
        "unknown settings " +
          unknown
            .stream()
            .map(name -> PREFIX + name)
            .sorted()
            .toList()
      );
    }
    try (var factory = new DefaultSslEngineFactory()) {
      factory.configure(DEFINITIONS.parse(sslSettings));
      return Optional.of(factory.sslContext());
    }
  }

  private static ConfigDef definitions() {
    ConfigDef definitions = new ConfigDef();
    SslConfigs.addClientSslSupport(definitions);
    return definitions;
  }
}
