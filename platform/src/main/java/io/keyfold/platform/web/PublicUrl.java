package io.keyfold.platform.web;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Where clients reach Keyfold.
 *
 * @param publicUrl the base of absolute URLs, without a slash at its end; unset: what the request was sent to
 */
@ConfigurationProperties("keyfold")
public record PublicUrl(@Nullable String publicUrl) {
  /** Refuses what is no absolute HTTP URL. */
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
    }
  }

  /** {@return the origin of web pages that Keyfold serves itself; null where it is not known} */
  @Nullable
  String origin() {
    URI uri = publicUrl == null ? null : URI.create(publicUrl);
    return uri == null ? null : uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /** {@return the URL of a path; where the base is not set, the path itself, which is relative to what the request was sent to} */
  String link(String path) {
    return publicUrl == null ? path : publicUrl + path;
  }

  /** {@return the base of absolute URLs in an answer to the request, without a slash at its end} */
  public String base(ServerHttpRequest request) {
    if (publicUrl != null) {
      return publicUrl;
    }
    URI uri = request.getURI();
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
