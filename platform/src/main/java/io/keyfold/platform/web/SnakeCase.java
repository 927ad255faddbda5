package io.keyfold.platform.web;

import java.util.Locale;
import java.util.regex.Pattern;

/** Converts camelCase names, which older clients send, to snake_case. */
final class SnakeCase {

  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private SnakeCase() {}

  static String of(String name) {
    return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
