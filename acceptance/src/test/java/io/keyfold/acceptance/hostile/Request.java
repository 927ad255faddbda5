package io.keyfold.acceptance.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is sent.
 *
 * @param path the path, encoded
 * @param query the parts of the query, each encoded
 * @param body the bytes of the body, or null
 */
record Request(String method, String path, List<String> query, List<Header> headers, byte @Nullable [] body) {
  /** A header. */
  record Header(String name, String value) {}

  Request withMethod(String other) {
    return new Request(other, path, query, headers, body);
  }

  Request withPath(String other) {
    return new Request(method, other, query, headers, body);
  }

  Request withQuery(String part) {
    List<String> parts = new ArrayList<>(query);
    parts.add(part);
    return new Request(method, path, parts, headers, body);
  }

  Request withBody(byte @Nullable [] other) {
    return new Request(method, path, query, headers, other);
  }

  /** {@return the request with one more header} */
  Request withHeader(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Request(method, path, query, more, body);
  }

  Request withoutHeader(String name) {
    List<Header> rest = headers
      .stream()
      .filter(header -> !header.name().equalsIgnoreCase(name))
      .toList();
    return new Request(method, path, query, rest, body);
  }

  String target() {
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  String bodyText() {
    return body == null ? "" : new String(body, StandardCharsets.UTF_8);
  }

  /** Shows the start of everything but the key. */
  @Override
  public String toString() {
    return start(method + " " + target()) + " " + start(bodyText());
  }

  private static String start(String text) {
    return text.length() > 600 ? text.substring(0, 600) + "... (" + text.length() + " characters)" : text;
  }
}
