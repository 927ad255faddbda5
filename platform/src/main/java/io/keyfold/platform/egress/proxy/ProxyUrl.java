package io.keyfold.platform.egress.proxy;

import io.keyfold.platform.start.InvalidSettingException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where the proxy listens.
 *
 * @param tls whether the connection to the proxy itself is encrypted
 * @param address its unresolved address
 */
record ProxyUrl(boolean tls, InetSocketAddress address) {
  private static final int MAX_PORT = 65_535;

  /** {@return the parsed URL} */
  static ProxyUrl parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException _) {
      throw invalid(text);
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String path = uri.getRawPath();
    boolean bare =
      uri.getRawUserInfo() == null &&
      uri.getRawQuery() == null &&
      uri.getRawFragment() == null &&
      (path == null || path.isEmpty() || path.equals("/"));
    boolean port = uri.getPort() > 0 && uri.getPort() <= MAX_PORT;
    if (uri.getHost() == null || !bare || !port || !(scheme.equals("http") || scheme.equals("https"))) {
      throw invalid(text);
    }
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    return new ProxyUrl(scheme.equals("https"), InetSocketAddress.createUnresolved(host, uri.getPort()));
  }

  private static InvalidSettingException invalid(String text) {
    return new InvalidSettingException(
      ProxyProperties.PREFIX + "url",
      // What is before an @ may be a password.
      text.substring(text.lastIndexOf('@') + 1),
      "must be http://host:port or https://host:port; user and password are settings of their own"
    );
  }
}
