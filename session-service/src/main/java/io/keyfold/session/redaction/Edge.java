package io.keyfold.session.redaction;

/** A reading of a part of the text. Not a record, since records compare arrays by identity. */
final class Edge {

  private final long from;
  private final long to;
  private final byte[] bytes;

  /** Reads the text between two positions as these bytes; without bytes for a line break that only wraps the text. */
  Edge(long from, long to, byte... bytes) {
    this.from = from;
    this.to = to;
    this.bytes = bytes;
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }

  byte[] bytes() {
    return bytes;
  }
}
