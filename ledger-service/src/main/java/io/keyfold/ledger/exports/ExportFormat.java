package io.keyfold.ledger.exports;

import java.util.Arrays;

/** Formats of files. The name is also the ending of file names. */
enum ExportFormat {
  /** RFC 4180. */
  CSV("csv"),
  /** A JSON object a line. */
  JSONL("jsonl"),
  /** Apache Parquet. */
  PARQUET("parquet");

  private final String wire;

  ExportFormat(String wire) {
    this.wire = wire;
  }

  static ExportFormat ofWire(String wire) {
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
