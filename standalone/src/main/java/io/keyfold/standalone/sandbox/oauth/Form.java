package io.keyfold.standalone.sandbox.oauth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;

/** Parameters of a request. One that occurs twice is an error, as RFC 6749 requires. */
record Form(MultiValueMap<String, String> values) {
  private static final String BASIC = "Basic ";

  /** Id and secret of a client. */
  record Client(String id, String secret) {
    /** Does not print the secret. */
    @Override
    public String toString() {
      return "Client[" + id + "]";
    }
  }

  Optional<String> find(String name) throws OAuthError {
    List<String> found = values.getOrDefault(name, List.of());
    if (found.size() > 1) {
      throw new OAuthError("invalid_request", name + " occurs more than once");
    }
    return found
      .stream()
      .filter(value -> !value.isEmpty())
      .findFirst();
  }

  String require(String name) throws OAuthError {
    return find(name).orElseThrow(() -> new OAuthError("invalid_request", name + " is missing"));
  }

  /** {@return the client that authenticates, by HTTP Basic or in the form} */
  Client client(HttpHeaders headers) throws OAuthError {
    String header = headers.getFirst(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return new Client(require("client_id"), require("client_secret"));
    }
    if (find("client_secret").isPresent()) {
      throw new OAuthError("invalid_request", "The client authenticates in two ways");
    }
    return basic(header);
  }

  private static Client basic(String header) throws OAuthError {
    String pair = header.startsWith(BASIC) ? decode(header.substring(BASIC.length())) : null;
    int colon = pair == null ? -1 : pair.indexOf(':');
    if (pair == null || colon < 0) {
      throw new OAuthError("invalid_client", "The Authorization header is not HTTP Basic");
    }
    return new Client(unescape(pair.substring(0, colon)), unescape(pair.substring(colon + 1)));
  }

  private static @Nullable String decode(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String unescape(String text) throws OAuthError {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new OAuthError("invalid_client", "The client id or secret is not form-encoded");
    }
  }
}
