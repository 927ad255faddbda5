package io.keyfold.authconfig.credentials;

import java.util.List;

/**
 * A change that the server made to an accepted request, or a consent that is less than what was requested.
 *
 * @param code the kind of change, e.g. {@code line_break_removed}
 * @param message the change and its reason; never contains the value
 * @param path the field of the request or the response
 */
record Warning(String code, String message, List<String> path) {
  static Warning scopesMissing(List<String> scopes) {
    return new Warning(
      "scopes_missing",
      "The user granted fewer scopes than requested; missing: " + String.join(" ", scopes),
      List.of("grant", "scopes_missing")
    );
  }

  static Warning lineBreakRemoved(String property) {
    return new Warning(
      "line_break_removed",
      "A trailing line break of the credential was removed, since a call cannot contain it",
      List.of("value", property)
    );
  }
}
