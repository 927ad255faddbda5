package io.keyfold.platform.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Cross-origin requests of browsers (CORS).
 *
 * @param allowedOrigins origins whose web pages may use the API and MCP endpoints from a browser, for example
 *     {@code https://app.example.com}; {@code *} is not supported
 */
@ConfigurationProperties("keyfold.web.cors")
public record CorsProperties(@DefaultValue List<String> allowedOrigins) {
  /** Rejects values that are not origins. */
  public CorsProperties {
    allowedOrigins = List.copyOf(allowedOrigins);
    for (String origin : allowedOrigins) {
      if (!isOrigin(origin)) {
        throw new IllegalArgumentException(
          "keyfold.web.cors.allowed-origins: \"" + origin + "\" is not an origin like https://app.example.com"
        );
      }
    }
  }

  private static boolean isOrigin(String text) {
    try {
      URI uri = new URI(text);
      String host = uri.getHost();
      return (
        host != null &&
        List.of("http", "https").contains(uri.getScheme()) &&
        text.equals(uri.getScheme() + "://" + host.toLowerCase(Locale.ROOT) + port(uri))
      );
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String port(URI uri) {
    return uri.getPort() < 0 ? "" : ":" + uri.getPort();
  }
}
