package io.keyfold.authconfig.setup;

import io.keyfold.platform.error.ApiException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The tenant's pages to which a browser is sent. */
public final class WebTargets {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private WebTargets() {}

  /**
   * {@return the URL} It is https, or http on the user's own machine, and has no user info and no fragment.
   *
   * @param field name of the field, for the error
   */
  static String checked(String url, String field) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw invalid(field);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    boolean secure = scheme.equals("https") || (scheme.equals("http") && host != null && LOOPBACK.contains(host));
    if (!secure || host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw invalid(field);
    }
    return url;
  }

  /** {@return the URL with further query parameters} */
  public static URI with(String url, Map<String, String> parameters) {
    String query = parameters
      .entrySet()
      .stream()
      .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
      .collect(Collectors.joining("&"));
    String separator = url.contains("?") ? (url.endsWith("?") || url.endsWith("&") ? "" : "&") : "?";
    return URI.create(url + separator + query);
  }

  private static ApiException invalid(String field) {
    return ApiException.invalid(
      "invalid",
      field + " must be an https URL, or http on localhost, without user info and fragment",
      field
    );
  }
}
