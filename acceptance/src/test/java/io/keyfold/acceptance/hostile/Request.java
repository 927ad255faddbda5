package io.keyfold.acceptance.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as it is sent. Immutable. */
final class Request {

  private final String method;
  private final String path;
  private final List<String> query;
  private final List<Header> headers;
  private final byte @Nullable [] body;

  /**
   * A request.
   *
   * @param path the path, encoded
   * @param query the parts of the query, each encoded
   * @param body the bytes of the body, which are not changed any more, or null
   */
  Request(String method, String path, List<String> query, List<Header> headers, byte @Nullable [] body) {
    this.method = method;
    this.path = path;
    this.query = List.copyOf(query);
    this.headers = List.copyOf(headers);
    this.body = body;
  }

  /** A header. */
  record Header(String name, String value) {}

  String method() {
    return method;
  }

  List<Header> headers() {
    return headers;
  }

  byte @Nullable [] body() {
    return body;
  }

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
