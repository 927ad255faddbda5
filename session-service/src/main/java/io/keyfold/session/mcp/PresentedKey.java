package io.keyfold.session.mcp;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.session.secrets.ClientSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The key that a request to an MCP endpoint presents. URLs end up in logs of proxies and in histories, so the query can
 * hold a session secret only, which opens one endpoint and expires. Pure.
 *
 * @param secret whether it is a session secret; otherwise an API key
 * @param text its text
 */
record PresentedKey(boolean secret, String text) {
  private static final List<String> PARAMETERS = List.of("key", "token");
  private static final int MAX_LENGTH = 1024;
  private static final String IN_HEADER = "Send it as Authorization: Bearer <key>";

  /**
   * {@return the presented key; a session secret is preferred, since clients with one also send the API key that they
   * created the session with}
   *
   * @param inQuery whether a session secret is accepted in the query
   * @throws ApiException {@code unauthorized} if there is no key, or one that is not allowed in its place
   */
  static PresentedKey of(ServerHttpRequest request, boolean inQuery) {
    List<String> query = query(request);
    if (!query.stream().allMatch(PresentedKey::isSecret)) {
      throw ApiException.of(
        ErrorCode.UNAUTHORIZED,
        "The query holds a key that is not a session secret. Replace an API key that was sent in a URL",
        "API keys only in the Authorization header: Authorization: Bearer <key>"
      );
    }
    List<String> header = header(request);
    List<String> all = new ArrayList<>(header);
    if (inQuery) {
      all.addAll(query);
    }
    Optional<String> secret = all.stream().filter(PresentedKey::isSecret).findFirst();
    if (secret.isPresent()) {
      return new PresentedKey(true, secret.get());
    }
    if (!header.isEmpty()) {
      return new PresentedKey(false, header.getFirst());
    }
    throw query.isEmpty()
      ? ApiException.of(
          ErrorCode.UNAUTHORIZED,
          "The request has no API key",
          "Send a session secret or an API key as Authorization: Bearer <key>"
        )
      : ApiException.of(ErrorCode.UNAUTHORIZED, "Keys in the query are disabled in this installation", IN_HEADER);
  }

  @Override
  public String toString() {
    return "PresentedKey[***]";
  }

  private static boolean isSecret(String text) {
    return text.startsWith(ClientSecrets.PREFIX) && text.length() <= MAX_LENGTH;
  }

  private static List<String> query(ServerHttpRequest request) {
    return PARAMETERS.stream()
      .flatMap(name -> request.getQueryParams().getOrDefault(name, List.of()).stream())
      .filter(text -> text != null && !text.isBlank())
      .toList();
  }

  private static List<String> header(ServerHttpRequest request) {
    return request
      .getHeaders()
      .getOrEmpty(HttpHeaders.AUTHORIZATION)
      .stream()
      .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
      .map(header -> header.substring(7).strip())
      .filter(text -> !text.isEmpty() && text.length() <= MAX_LENGTH)
      .toList();
  }
}
