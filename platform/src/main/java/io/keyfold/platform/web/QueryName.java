package io.keyfold.platform.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parsed name of a query parameter.
 *
 * @param base the name in snake_case
 * @param form the kind of suffix
 */
record QueryName(String base, Form form) {
  enum Form {
    VALUE,
    LIST,
    GT,
    LT,
  }

  private static final Pattern NAME = Pattern.compile("([A-Za-z][A-Za-z0-9_]{0,63})(?:\\[(|[0-9]{1,4}|gt|lt)])?");

  /** {@return the parsed name; null if its format is unknown} */
  static @Nullable QueryName of(String raw) {
    Matcher name = NAME.matcher(raw);
    if (!name.matches()) {
      return null;
    }
    String index = name.group(2);
    Form form = switch (index) {
      case null -> Form.VALUE;
      case "gt" -> Form.GT;
      case "lt" -> Form.LT;
      default -> Form.LIST;
    };
    return new QueryName(SnakeCase.of(name.group(1)), form);
  }
}
