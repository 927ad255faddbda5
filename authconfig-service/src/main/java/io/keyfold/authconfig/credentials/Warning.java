package io.keyfold.authconfig.credentials;

import java.util.List;

/**
 * Something in a request that was accepted, and not as it was sent.
 *
 * @param code what was changed, e.g. {@code line_break_removed}
 * @param message what was changed, and why; never the value
 * @param path the field of the request
 */
record Warning(String code, String message, List<String> path) {
  static Warning lineBreakRemoved(String property) {
    return new Warning(
      "line_break_removed",
      "A line break at the end of the credential was removed: no call could carry it",
      List.of("value", property)
    );
  }
}
