package io.keyfold.ledger.usage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A dimension by which usage can be grouped and filtered. Rows are ordered by the dimensions in this order. */
public enum Dimension {
  /** The deployment. */
  DEPLOYMENT("provider_deployment_id", "deployment_id"),
  /** The auth config with which the operation began. */
  AUTH_CONFIG("provider_auth_config_id", "auth_config_id"),
  /** Implies the auth config: version numbers are only comparable within one auth config. */
  CREDENTIAL_VERSION("credential_version", "credential_version"),
  /** The tool. */
  TOOL("tool", "tool"),
  /** The session. */
  SESSION("session_id", "session_id"),
  /** The tenant's user. */
  USER("user", "user_id"),
  /** The provider. */
  PROVIDER("provider_id", "provider_id"),
  /** How the operation ended. */
  OUTCOME("outcome", "outcome"),
  /** Rows are always grouped by meter, payer and unit, since quantities of different ones do not add up. */
  METER("meter", "meter"),
  /** Whose account at the provider was used. */
  PAYER("payer", "payer");

  private final String filter;
  private final String column;

  Dimension(String filter, String column) {
    this.filter = filter;
    this.column = column;
  }

  static List<String> wires() {
    return Arrays.stream(values()).map(Dimension::wire).toList();
  }

  static Dimension ofWire(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the query parameter that filters by it} */
  String filter() {
    return filter;
  }

  /** {@return its column in the ledger} */
  String column() {
    return column;
  }

  /** {@return whether the wire has its values in lower case, and the ledger in upper case} */
  boolean isEnum() {
    return this == OUTCOME || this == PAYER;
  }
}
