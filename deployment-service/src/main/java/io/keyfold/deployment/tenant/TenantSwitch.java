package io.keyfold.deployment.tenant;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;
import org.jspecify.annotations.Nullable;

/** Directs an operator's request at another tenant: the commands go to that tenant's part of the log. */
final class TenantSwitch {

  private TenantSwitch() {}

  static WriteRequest to(TenantId tenant, WriteRequest request) {
    return with(tenant, request, request.idempotencyKey());
  }

  /** The second command of a request, with its own idempotency key. */
  static WriteRequest second(String step, TenantId tenant, WriteRequest request) {
    String key = request.idempotencyKey();
    return with(tenant, request, key == null ? null : key + "/" + step);
  }

  private static WriteRequest with(TenantId tenant, WriteRequest request, @Nullable String idempotencyKey) {
    return new WriteRequest(
      tenant,
      request.actor(),
      request.requestId(),
      request.at(),
      idempotencyKey,
      request.requestHash(),
      request.expectedVersion()
    );
  }
}
