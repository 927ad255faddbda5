package io.keyfold.session.tokens;

import io.keyfold.platform.id.TenantId;

/**
 * A grant.
 *
 * @param tenant the owner
 * @param authConfigId its auth config
 */
record GrantRef(TenantId tenant, String authConfigId) {
  /** {@return its record key on {@code authconfig.tokens}} */
  String recordKey() {
    return tenant.value() + "/" + authConfigId;
  }
}
