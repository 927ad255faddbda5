package io.keyfold.schemas.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/** The credentials for the registry, from Confluent's configuration properties. Not part of any text. */
final class RegistryCredentials {

  private final Optional<String> header;
  private final boolean fromUrl;

  private RegistryCredentials(Optional<String> header, boolean fromUrl) {
    this.header = header;
    this.fromUrl = fromUrl;
  }

  /**
   * Reads {@code basic.auth.*} and {@code bearer.auth.*}.
   *
   * @throws ConfigException if both are set, or one is incomplete or unsupported
   */
  static RegistryCredentials of(Settings settings) {
    String basicSource = settings.text("basic.auth.credentials.source").orElse("URL");
    Optional<String> user = settings
      .text("basic.auth.user.info")
      .or(() -> settings.text("schema.registry.basic.auth.user.info"));
    Optional<String> token = settings.text("bearer.auth.token");
    String bearerSource = settings.text("bearer.auth.credentials.source").orElse("STATIC_TOKEN");
    if (!bearerSource.equals("STATIC_TOKEN")) {
      throw new ConfigException("bearer.auth.credentials.source must be STATIC_TOKEN");
    }
    if (token.isPresent() && (basicSource.equals("USER_INFO") || user.isPresent())) {
      throw new ConfigException("set basic.auth.user.info or bearer.auth.token, not both");
    }
    if (token.isPresent()) {
      return new RegistryCredentials(token.map(value -> "Bearer " + value), false);
    }
    return switch (basicSource) {
      case "URL" -> new RegistryCredentials(Optional.empty(), true);
      case "USER_INFO" -> {
        String info = user.orElseThrow(() ->
          new ConfigException("basic.auth.credentials.source is USER_INFO, but basic.auth.user.info is not set")
        );
        yield new RegistryCredentials(Optional.of(basic(info)), false);
      }
      default -> throw new ConfigException("basic.auth.credentials.source must be URL or USER_INFO");
    };
  }

  /** {@return the Authorization header for an address, which may contain user and password} */
  Optional<String> headerFor(URI address) {
    if (fromUrl && address.getUserInfo() != null) {
      return Optional.of(basic(address.getUserInfo()));
    }
    return header;
  }

  private static String basic(String userInfo) {
    return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
  }
}
