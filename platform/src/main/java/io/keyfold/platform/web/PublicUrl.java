package io.keyfold.platform.web;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The URL at which clients reach Keyfold.
 *
 * @param publicUrl the base of absolute URLs, without a trailing slash; by default, the requested host
 */
@ConfigurationProperties("keyfold")
public record PublicUrl(@Nullable String publicUrl) {
  /** Rejects values that are not absolute HTTP URLs. */
  public PublicUrl {
    if (publicUrl != null && publicUrl.isBlank()) {
      publicUrl = null;
    }
    if (publicUrl != null) {
      publicUrl = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
      String scheme = String.valueOf(URI.create(publicUrl).getScheme()).toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https")) {
        throw new IllegalArgumentException("keyfold.public-url=" + publicUrl + " must begin with http:// or https://");
      }
      publicUrl = scheme + publicUrl.substring(scheme.length());
    }
  }

  /** {@return the origin of Keyfold's own web pages; null if unknown} */
  @Nullable
  String origin() {
    URI uri = publicUrl == null ? null : URI.create(publicUrl);
    return uri == null ? null : uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /** {@return the URL of a path; without a configured base the path itself, relative to the request's URL} */
  String link(String path) {
    return publicUrl == null ? path : publicUrl + path;
  }

  /** {@return the base of absolute URLs in a response to the request, without a trailing slash} */
  public String base(ServerHttpRequest request) {
    if (publicUrl != null) {
      return publicUrl;
    }
    URI uri = request.getURI();
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /** {@return the base with another host name, at the same scheme and port} */
  public static String at(String base, String host) {
    return UriComponentsBuilder.fromUri(URI.create(base)).host(host).build().toUriString();
  }
}
