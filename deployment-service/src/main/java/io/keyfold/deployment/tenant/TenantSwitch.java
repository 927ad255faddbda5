package io.keyfold.deployment.tenant;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;

/** Directs an operator's request at another tenant: the commands go to that tenant's part of the log. */
final class TenantSwitch {

  private TenantSwitch() {}

  static WriteRequest to(TenantId tenant, WriteRequest request) {
    return request.in(tenant);
  }

  /** The second command of a request, with its own idempotency key. */
  static WriteRequest second(String step, TenantId tenant, WriteRequest request) {
    String key = request.idempotencyKey();
    WriteRequest moved = request.in(tenant);
    return key == null ? moved : moved.withIdempotencyKey(key + "/" + step);
  }
}
