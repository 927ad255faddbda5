package io.keyfold.platform.access;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;

/**
 * Index entry from a key's hash to the key. Stored under the platform's tenant, because a presented key does not name
 * its tenant.
 *
 * @param tenantId the key's tenant
 * @param keyId id of the key
 */
public record ApiKeyHash(String tenantId, String keyId) {
  /** The index. */
  public static final Kind<ApiKeyHash> KIND = new Kind<>("api_key_hash", ApiKeyHash.class);

  /** {@return the store key of the hash} */
  public static Key<ApiKeyHash> key(String sha256) {
    return new Key<>(TenantId.PLATFORM, KIND, sha256);
  }
}
