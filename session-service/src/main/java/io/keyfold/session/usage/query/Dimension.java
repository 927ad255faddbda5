package io.keyfold.session.usage.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an answer may be split by. */
enum Dimension {
  DEPLOYMENT,
  AUTH_CONFIG,
  /** The auth config, too: versions of different ones are not the same. */
  CREDENTIAL_VERSION,
  TOOL,
  SESSION;

  static List<String> wires() {
    return Arrays.stream(values()).map(Dimension::wire).toList();
  }

  static Dimension ofWire(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
