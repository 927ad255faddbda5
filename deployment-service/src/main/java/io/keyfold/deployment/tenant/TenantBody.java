package io.keyfold.deployment.tenant;

import io.keyfold.platform.access.Tenant;
import java.time.Instant;

/**
 * A tenant.
 *
 * @param object always {@code tenant}
 */
record TenantBody(String object, String id, String name, Instant createdAt) {
  static TenantBody of(Tenant tenant) {
    return new TenantBody("tenant", tenant.id(), tenant.name(), tenant.createdAt());
  }

  /**
   * A new tenant.
   *
   * @param object always {@code tenant}
   * @param apiKey its first API key, including the key's text
   */
  record Created(String object, String id, String name, ApiKeyBody apiKey, Instant createdAt) {
    static Created of(Tenant tenant, ApiKeyBody apiKey) {
      return new Created("tenant", tenant.id(), tenant.name(), apiKey, tenant.createdAt());
    }
  }
}
