package io.keyfold.ledger.prices;

import io.keyfold.platform.id.TenantId;
import java.util.Locale;

/** Whose prices a list has. */
public enum PriceKind {
  /** What a tenant agreed on with its providers. Nobody else sees it. */
  CONTRACT,
  /** List prices, by the operator for all tenants. */
  LIST;

  /** {@return the kind of the owner's lists} */
  public static PriceKind of(TenantId owner) {
    return owner.equals(TenantId.PLATFORM) ? LIST : CONTRACT;
  }

  /** {@return the name in JSON} */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
