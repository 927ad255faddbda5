package io.keyfold.authconfig.transfers.model;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import io.keyfold.platform.vault.SealedValue;

/**
 * The current typed value of an auth config, sealed, for exports.
 *
 * @param version version of the auth config at the value's event
 * @param value the sealed value
 * @param valueVersion version in its seal context
 */
public record TypedValue(long version, SealedValue value, long valueVersion) implements Versioned {
  private static final Kind<TypedValue> KIND = new Kind<>("typed_value", TypedValue.class);

  /** {@return the key of an auth config's value} */
  public static Key<TypedValue> key(TenantId tenant, String authConfigId) {
    return new Key<>(tenant, KIND, authConfigId);
  }
}
