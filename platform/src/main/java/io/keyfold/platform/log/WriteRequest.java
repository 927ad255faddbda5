package io.keyfold.platform.log;

import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import io.keyfold.schema.CommandMeta;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A write request before its content is examined. The web layer resolves it as a controller argument.
 *
 * @param tenant the caller's tenant
 * @param actor the caller
 * @param requestId id of the HTTP request
 * @param at when the request was accepted, in whole microseconds; the time of ids and events
 * @param idempotencyKey the caller's idempotency key, on POST only
 * @param requestHash keyed hash of method, path and body; present if and only if there is an idempotency key
 * @param expectedVersion the version from If-Match
 */
public record WriteRequest(
  TenantId tenant,
  Actor actor,
  String requestId,
  Instant at,
  @Nullable String idempotencyKey,
  @Nullable String requestHash,
  @Nullable Long expectedVersion
) {
  /**
   * {@return a request without an idempotency key and If-Match}
   *
   * @param at in whole microseconds
   */
  public static WriteRequest of(TenantId tenant, Actor actor, String requestId, Instant at) {
    return new WriteRequest(tenant, actor, requestId, at, null, null, null);
  }

  /** {@return a request that a service makes on its own, with a new request id} */
  public static WriteRequest ofService(TenantId tenant, Actor service, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    return of(tenant, service, Ids.fresh("req_", at), at);
  }

  /** {@return the request, but in another tenant} */
  public WriteRequest in(TenantId other) {
    return new WriteRequest(other, actor, requestId, at, idempotencyKey, requestHash, expectedVersion);
  }

  /** {@return the request with this version expected} */
  public WriteRequest expecting(@Nullable Long version) {
    return new WriteRequest(tenant, actor, requestId, at, idempotencyKey, requestHash, version);
  }

  /** {@return the request without its idempotency key and If-Match, for a command that is part of another one} */
  public WriteRequest part() {
    return of(tenant, actor, requestId, at);
  }

  /** {@return the request with another idempotency key, for a further command of the same request} */
  public WriteRequest withIdempotencyKey(String otherKey) {
    return new WriteRequest(tenant, actor, requestId, at, otherKey, requestHash, expectedVersion);
  }

  /** {@return a new command envelope for this request} */
  public CommandMeta meta(String objectId) {
    return CommandMeta.newBuilder()
      .setCommandId(UUID.randomUUID())
      .setTenantId(tenant.value())
      .setObjectId(objectId)
      .setIssuedAt(at)
      .setActor(actor)
      .setRequestId(requestId)
      .setIdempotencyKey(idempotencyKey)
      .setRequestHash(requestHash)
      .setExpectedVersion(expectedVersion)
      .build();
  }
}
