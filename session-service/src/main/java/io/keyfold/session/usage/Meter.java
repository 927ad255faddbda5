package io.keyfold.session.usage;

import java.util.Locale;

/** A kind of metered operation. The API shows the name in lower case. */
public enum Meter {
  /** A tool call at a provider. */
  TOOL_CALLS("call"),
  /** A credential that is released to a trusted runtime. */
  CREDENTIAL_RESOLUTIONS("resolution");

  private final String unit;

  Meter(String unit) {
    this.unit = unit;
  }

  /** {@return the unit of the quantity} */
  public String unit() {
    return unit;
  }

  /** {@return the name of the meter in records and responses} */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
