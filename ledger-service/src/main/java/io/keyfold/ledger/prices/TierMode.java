package io.keyfold.ledger.prices;

import java.util.Locale;

/** Which quantity of a month has a tier's price. */
public enum TierMode {
  /** Each tier prices the quantity between the end of the tier before and its own. */
  GRADUATED,

  /** The tier that the quantity of the whole month reaches prices all of it. */
  VOLUME;

  /** {@return the mode of a name on the wire, which its JSON Schema has checked} */
  static TierMode ofWire(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
