package io.keyfold.platform.log;

import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import io.keyfold.schema.CommandMeta;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the edge knows of a write before it looks at the content. The web layer resolves it as a controller argument.
 *
 * @param tenant the caller's tenant
 * @param actor who asks
 * @param requestId id of the HTTP request
 * @param at when the request was accepted, whole microseconds; ids and events take their time from here
 * @param idempotencyKey the caller's key, on POST only
 * @param requestHash keyed hash of method, path and body; present if and only if there is a key
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
  /** {@return the request under a key of ours, for a further command of it} */
  public WriteRequest under(String otherKey) {
    return new WriteRequest(tenant, actor, requestId, at, otherKey, requestHash, expectedVersion);
  }

  /** {@return the envelope of the one command that this request becomes} */
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
