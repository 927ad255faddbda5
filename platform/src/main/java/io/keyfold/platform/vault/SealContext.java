package io.keyfold.platform.vault;

import io.keyfold.platform.id.TenantId;

/**
 * What a ciphertext is bound to. It opens in this context only: copied to another tenant, object, version or purpose it
 * is noise.
 *
 * @param tenant the owner
 * @param objectId the object whose secret it is
 * @param version the version of the secret, from 1
 * @param purpose what the plaintext is for, e.g. {@code auth_config.value}
 */
public record SealContext(TenantId tenant, String objectId, long version, String purpose) {
  /** Refuses a context that would bind to nothing. */
  public SealContext {
    if (objectId.isEmpty() || purpose.isEmpty() || version < 1) {
      throw new IllegalArgumentException("a sealed value belongs to an object, has a purpose and a version from 1");
    }
  }

  /** {@return the associated data of the ciphertext} */
  byte[] associatedData() {
    return new LengthPrefixed("keyfold/sealed/1").add(tenant.value()).add(objectId).add(version).add(purpose).toBytes();
  }
}
