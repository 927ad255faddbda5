package io.keyfold.session.usage.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A dimension by which usage can be grouped. */
enum Dimension {
  DEPLOYMENT,
  AUTH_CONFIG,
  /** Implies the auth config: version numbers are only comparable within one auth config. */
  CREDENTIAL_VERSION,
  TOOL,
  SESSION,
  USER;

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
