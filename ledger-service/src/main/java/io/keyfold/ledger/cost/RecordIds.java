package io.keyfold.ledger.cost;

/** Ids of records on the wire, where ids contain no slash. */
final class RecordIds {

  private static final char STORED = '/';
  private static final char WIRE = ':';

  private RecordIds() {}

  static String wire(String stored) {
    return stored.replace(STORED, WIRE);
  }

  static String stored(String wire) {
    return wire.replace(WIRE, STORED);
  }
}
