package io.keyfold.deployment.tenant;

import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Creates and validates ids of new tenants. */
final class TenantIds {

  private TenantIds() {}

  /**
   * {@return the id of the tenant that a request creates}
   * A request with an idempotency key always gives the same id. The key is remembered in the new tenant's part of the
   * log, so a retry needs the same id to find it.
   */
  static TenantId of(WriteRequest request) {
    String key = request.idempotencyKey();
    if (key == null) {
      return new TenantId(Ids.fresh("tnt_", request.at()));
    }
    UUID cause = UUID.nameUUIDFromBytes((request.tenant() + "/" + key).getBytes(StandardCharsets.UTF_8));
    return new TenantId(Ids.derived("tnt_", Instant.EPOCH, cause, 0));
  }

  static boolean wellFormed(String id) {
    try {
      return !new TenantId(id).equals(TenantId.PLATFORM);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
