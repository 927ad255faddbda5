package io.keyfold.ledger.exports;

import java.util.Arrays;

/** Versions of the FOCUS specification. */
enum FocusVersion {
  /** With the columns that 1.4 removed. */
  V1_3("1.3"),
  /** The newest one. */
  V1_4("1.4");

  private final String wire;

  FocusVersion(String wire) {
    this.wire = wire;
  }

  static FocusVersion ofWire(String wire) {
    return Arrays.stream(values())
      .filter(one -> one.wire.equals(wire))
      .findFirst()
      .orElseThrow(() -> new IllegalArgumentException("unknown: " + wire));
  }

  /** {@return the name in requests and responses} */
  String wire() {
    return wire;
  }
}
