package io.keyfold.platform.web;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;

/** Which web pages may use Keyfold from a browser. Thread-safe. */
public final class AllowedOrigins {

  private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PATCH", "DELETE");
  private static final List<String> EXPOSED = List.of(
    "X-Request-ID",
    "Mcp-Session-Id",
    HttpHeaders.WWW_AUTHENTICATE,
    HttpHeaders.RETRY_AFTER,
    HttpHeaders.ETAG
  );
  private static final Duration PREFLIGHT_HOLDS = Duration.ofHours(1);

  /** Hosts that no one else's DNS can point here: addresses, and this machine's own name. */
  private static final Pattern FIXED_HOST = Pattern.compile("localhost|[0-9.]+|\\[[0-9a-fA-F:.]+]");

  private final CorsConfiguration configuration = new CorsConfiguration();
  private final PublicUrl publicUrl;

  /** Allows the origins of the setting, and Keyfold's own. */
  public AllowedOrigins(CorsProperties properties, PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
    configuration.setAllowedOrigins(properties.allowedOrigins());
    configuration.setAllowedMethods(METHODS);
    configuration.setAllowedHeaders(List.of(CorsConfiguration.ALL));
    configuration.setExposedHeaders(EXPOSED);
    configuration.setMaxAge(PREFLIGHT_HOLDS);
  }

  /**
   * {@return what is held against the request; null where it goes on without CORS headers, because its origin is not one of the
   * setting} A preflight never goes on.
   */
  @Nullable
  CorsConfiguration configuration(ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    boolean allowed = configuration.checkOrigin(request.getHeaders().getOrigin()) != null;
    return allowed || CorsUtils.isPreFlightRequest(request) ? configuration : null;
  }

  /**
   * {@return whether a request is safe from DNS rebinding: it has no origin, an allowed one or Keyfold's own} Keyfold's own is
   * that of {@code keyfold.public-url}. The host that was asked for counts only where it is an address or localhost, because
   * any other name can be made to point here.
   */
  public boolean admit(ServerHttpRequest request) {
    String origin = request.getHeaders().getOrigin();
    return origin == null || configuration.checkOrigin(origin) != null || isOwn(origin, request.getURI());
  }

  private boolean isOwn(String origin, URI asked) {
    boolean fixed = asked.getHost() != null && FIXED_HOST.matcher(asked.getHost()).matches();
    return (
      origin.equalsIgnoreCase(publicUrl.origin()) ||
      (fixed && origin.equalsIgnoreCase(asked.getScheme() + "://" + asked.getRawAuthority()))
    );
  }
}
