package io.keyfold.ledger.exports;

import java.util.Arrays;

/** What a row of an export is. */
enum ExportDataset {
  /** A row of {@code GET /usage}. */
  USAGE("usage"),
  /** A row of {@code GET /costs}. */
  COSTS("costs"),
  /** A row of the FOCUS Cost and Usage dataset. */
  FOCUS("focus");

  private final String wire;

  ExportDataset(String wire) {
    this.wire = wire;
  }

  static ExportDataset ofWire(String wire) {
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
