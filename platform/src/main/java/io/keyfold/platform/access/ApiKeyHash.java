package io.keyfold.platform.access;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;

/**
 * Leads from a key's hash to the key. Kept under the platform's own tenant, because who presents a key does not say whose it
 * is.
 *
 * @param tenantId the key's tenant
 * @param keyId the key
 */
public record ApiKeyHash(String tenantId, String keyId) {
  /** The index. */
  public static final Kind<ApiKeyHash> KIND = new Kind<>("api_key_hash", ApiKeyHash.class);

  /** {@return where the key with this hash is looked up} */
  public static Key<ApiKeyHash> key(String sha256) {
    return new Key<>(TenantId.PLATFORM, KIND, sha256);
  }
}
