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

/** The origins of web pages that may use Keyfold from a browser. Thread-safe. */
public final class AllowedOrigins {

  private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
  private static final List<String> EXPOSED = List.of(
    "X-Request-ID",
    "Mcp-Session-Id",
    HttpHeaders.WWW_AUTHENTICATE,
    HttpHeaders.RETRY_AFTER,
    HttpHeaders.ETAG
  );
  private static final Duration PREFLIGHT_MAX_AGE = Duration.ofHours(1);

  /** Hosts that DNS cannot redirect: IP addresses and localhost. */
  private static final Pattern FIXED_HOST = Pattern.compile("localhost|[0-9.]+|\\[[0-9a-fA-F:.]+]");

  private final CorsConfiguration configuration = new CorsConfiguration();
  private final PublicUrl publicUrl;

  /** Allows the configured origins and Keyfold's own. */
  public AllowedOrigins(CorsProperties properties, PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
    configuration.setAllowedOrigins(properties.allowedOrigins());
    configuration.setAllowedMethods(METHODS);
    configuration.setAllowedHeaders(List.of(CorsConfiguration.ALL));
    configuration.setExposedHeaders(EXPOSED);
    configuration.setMaxAge(PREFLIGHT_MAX_AGE);
  }

  /**
   * {@return the CORS configuration to apply to the request; null to continue without CORS headers, because its origin
   * is not allowed} Preflights always receive the configuration, so they are rejected.
   */
  @Nullable
  CorsConfiguration configuration(ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    boolean allowed = configuration.checkOrigin(request.getHeaders().getOrigin()) != null;
    return allowed || CorsUtils.isPreFlightRequest(request) ? configuration : null;
  }

  /**
   * {@return whether a request is safe from DNS rebinding: it has no origin, an allowed one or Keyfold's own} Keyfold's
   * own origin is that of {@code keyfold.public-url}. The requested host is accepted only if it is an IP address or
   * localhost, because DNS can point any other name here.
   */
  public boolean admit(ServerHttpRequest request) {
    String origin = request.getHeaders().getOrigin();
    return origin == null || configuration.checkOrigin(origin) != null || isOwn(origin, request.getURI());
  }

  private boolean isOwn(String origin, URI requested) {
    boolean fixed = requested.getHost() != null && FIXED_HOST.matcher(requested.getHost()).matches();
    return (
      origin.equalsIgnoreCase(publicUrl.origin()) ||
      (fixed && origin.equalsIgnoreCase(requested.getScheme() + "://" + requested.getRawAuthority()))
    );
  }
}
