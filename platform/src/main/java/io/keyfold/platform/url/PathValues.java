package io.keyfold.platform.url;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** The rules for values in path and query, and their percent-encoding. */
final class PathValues {

  private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private PathValues() {}

  /** {@return the rule that a value in the path breaks; empty if it stays in its segment} */
  static Optional<String> refusal(String value) {
    if (value.equals(".") || value.equals("..")) {
      return Optional.of("must not be . or ..");
    }
    return value.indexOf('/') >= 0 || value.indexOf('\\') >= 0
      ? Optional.of("must not contain slashes")
      : unencodable(value);
  }

  /** {@return the rule that a value breaks which cannot be encoded; empty if it can be} */
  static Optional<String> unencodable(String value) {
    boolean text = StandardCharsets.UTF_8.newEncoder().canEncode(value);
    return text && value.chars().noneMatch(Character::isISOControl)
      ? Optional.empty()
      : Optional.of("must not contain control characters");
  }

  /** {@return the value with each character encoded that is not unreserved (RFC 3986)} */
  static String encoded(String value) {
    StringBuilder text = new StringBuilder();
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf((char) (octet & 0xff)) >= 0) {
        text.append((char) octet);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return text.toString();
  }
}
