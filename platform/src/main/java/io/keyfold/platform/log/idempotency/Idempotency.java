package io.keyfold.platform.log.idempotency;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandRejected;
import io.keyfold.schema.CommandRepeated;
import io.keyfold.schema.Event;
import io.keyfold.schema.EventMeta;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores the first outcome of each idempotency key in the same store as the objects, so that both commit atomically.
 */
public final class Idempotency implements Fold<Event> {

  private static final IdempotencyKeyStore<FirstOutcome> OUTCOMES = new IdempotencyKeyStore<>(
    "idempotency",
    FirstOutcome.class
  );

  /** {@return the store key of an idempotency key's outcome} */
  public static Key<FirstOutcome> key(TenantId tenant, String idempotencyKey) {
    return OUTCOMES.key(tenant, idempotencyKey);
  }

  /** {@return the remembered outcome of the idempotency key at the given time; empty if there is no key} */
  public static Optional<FirstOutcome> find(State state, TenantId tenant, @Nullable String key, Instant now) {
    return OUTCOMES.find(state, tenant, key, now);
  }

  @Override
  public List<Change> apply(Event event, State state) {
    EventMeta meta = event.getMeta();
    String key = meta.getIdempotencyKey();
    String hash = meta.getRequestHash();
    if (key == null || hash == null || event instanceof CommandRepeated) {
      return List.of();
    }
    String command = meta.getCommandId().toString();
    FirstOutcome first = new FirstOutcome(hash, command, meta.getObjectId(), rejection(event), meta.getRecordedAt());
    TenantId tenant = new TenantId(meta.getTenantId());
    return OUTCOMES.remember(ExpiringObjects.Scope.of(tenant), tenant, key, first, state);
  }

  private static @Nullable Rejection rejection(Event event) {
    return event instanceof CommandRejected refused
      ? new Rejection(ErrorCode.ofWire(refused.getCode()), refused.getMessage(), refused.getPath())
      : null;
  }
}
