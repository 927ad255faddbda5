package io.keyfold.platform.vault;

import io.keyfold.platform.id.TenantId;

/**
 * The context that a ciphertext is bound to. It cannot be decrypted for another tenant, object, version or purpose.
 *
 * @param tenant the owner
 * @param objectId the object that the secret belongs to
 * @param version the version of the secret, from 1
 * @param purpose the use of the plaintext, e.g. {@code auth_config.value}
 */
public record SealContext(TenantId tenant, String objectId, long version, String purpose) {
  /** Rejects an incomplete context. */
  public SealContext {
    if (objectId.isEmpty() || purpose.isEmpty() || version < 1) {
      throw new IllegalArgumentException("a seal context needs an object, a purpose and a version of at least 1");
    }
  }

  /** {@return the associated data of the ciphertext} */
  byte[] associatedData() {
    return new LengthPrefixed("keyfold/sealed/1").add(tenant.value()).add(objectId).add(version).add(purpose).toBytes();
  }
}
