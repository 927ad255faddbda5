package io.keyfold.authconfig.oauth.http;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a vendor. It may contain secrets, so it prints only the method and the host.
 *
 * @param operation what the call is for
 * @param method the HTTP method
 * @param url the URL, which contains no secret
 * @param headers the headers
 * @param body the body in UTF-8; null for none
 */
public record HttpCall(
  Operation operation,
  String method,
  URI url,
  Map<String, List<String>> headers,
  @Nullable String body
) {
  /** What a call is for; a metric's tag. */
  public enum Operation {
    EXCHANGE,
    REFRESH,
    CLIENT_CREDENTIALS,
    JWT_BEARER,
    REVOKE,
    USER_INFO,
    DISCOVER,
    REGISTER,
    CHECK,
  }

  /** {@return a request for a public JSON document} */
  public static HttpCall get(Operation operation, URI url) {
    return new HttpCall(operation, "GET", url, Map.of("Accept", List.of("application/json")), null);
  }

  @Override
  public String toString() {
    return "HttpCall[" + method + " " + url.getHost() + "]";
  }
}
