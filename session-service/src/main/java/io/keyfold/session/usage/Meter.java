package io.keyfold.session.usage;

import java.util.Locale;

/** What is counted. The wire shows the name in lower case. */
public enum Meter {
  /** A call of a tool at a provider. */
  TOOL_CALLS("call"),
  /** A credential that was handed to a trusted runtime. */
  CREDENTIAL_RESOLUTIONS("resolution");

  private final String unit;

  Meter(String unit) {
    this.unit = unit;
  }

  /** {@return the unit of the quantity} */
  public String unit() {
    return unit;
  }

  /** {@return the meter as records and answers name it} */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
