package io.keyfold.platform.testing.oauth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A request that {@link HostileVendor} received.
 *
 * @param method the method
 * @param path the path, without the query
 * @param query the query's parameters
 * @param headers the headers, names in lower case
 * @param body the body
 */
public record ReceivedRequest(
  String method,
  String path,
  Map<String, String> query,
  Map<String, String> headers,
  String body
) {
  static ReceivedRequest of(HttpServerRequest request, String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    request
      .requestHeaders()
      .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
    String uri = request.uri();
    int mark = uri.indexOf('?');
    return new ReceivedRequest(
      request.method().name(),
      mark < 0 ? uri : uri.substring(0, mark),
      parameters(mark < 0 ? "" : uri.substring(mark + 1)),
      headers,
      body
    );
  }

  /** {@return the body's form parameters} */
  public Map<String, String> form() {
    return parameters(body);
  }

  /** {@return a header by its name in lower case; null if it is absent} */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
