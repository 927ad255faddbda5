package io.keyfold.platform.log.idempotency;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandRejected;
import io.keyfold.schema.CommandRepeated;
import io.keyfold.schema.Event;
import io.keyfold.schema.EventMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the first outcome of each idempotency key for {@link #KEPT}, in the same store as the objects, so that effect
 * and memory commit together. Forgetting is part of the fold, driven by the time of later events and not by a clock: a
 * rebuilt store forgets the same.
 */
public final class Idempotency implements Fold<Event> {

  /** How long a key is remembered. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** At most this many old keys are dropped with each new one: more than come in, so the memory is bounded. */
  private static final int FORGET_AT_ONCE = 2;

  private static final Kind<FirstOutcome> OUTCOME = new Kind<>("idempotency", FirstOutcome.class);
  private static final Kind<Remembered> BY_TIME = new Kind<>("idempotency_by_time", Remembered.class);

  /**
   * An entry of the index by time.
   *
   * @param key the idempotency key
   * @param commandId the command whose outcome it remembers
   */
  record Remembered(String key, String commandId) {}

  /** {@return where the outcome of a key is} */
  public static Key<FirstOutcome> key(TenantId tenant, String idempotencyKey) {
    return new Key<>(tenant, OUTCOME, idempotencyKey);
  }

  @Override
  public List<Change> apply(Event event, State state) {
    EventMeta meta = event.getMeta();
    String key = meta.getIdempotencyKey();
    String hash = meta.getRequestHash();
    if (key == null || hash == null || event instanceof CommandRepeated) {
      return List.of();
    }
    TenantId tenant = new TenantId(meta.getTenantId());
    String command = meta.getCommandId().toString();
    List<Change> changes = new ArrayList<>(forget(tenant, meta.getRecordedAt(), state));
    changes.add(
      new Change.Put<>(
        key(tenant, key),
        new FirstOutcome(hash, command, meta.getObjectId(), rejection(event), meta.getRecordedAt())
      )
    );
    changes.add(new Change.Put<>(byTime(tenant, meta.getRecordedAt(), command), new Remembered(key, command)));
    return changes;
  }

  private static List<Change> forget(TenantId tenant, Instant now, State state) {
    List<Change> changes = new ArrayList<>();
    String horizon = Ids.time(now.minus(KEPT));
    state.scan(new Scan<>(tenant, BY_TIME, "", "", horizon, false), (id, old) -> {
      changes.add(new Change.Delete(new Key<>(tenant, BY_TIME, id)));
      // The key may have been used anew since: then it is the newer outcome's.
      boolean same = state
        .find(key(tenant, old.key()))
        .filter(first -> first.commandId().equals(old.commandId()))
        .isPresent();
      if (same) {
        changes.add(new Change.Delete(key(tenant, old.key())));
      }
      return changes.size() < 2 * FORGET_AT_ONCE;
    });
    return changes;
  }

  private static @Nullable Rejection rejection(Event event) {
    return event instanceof CommandRejected refused
      ? new Rejection(ErrorCode.ofWire(refused.getCode()), refused.getMessage(), refused.getPath())
      : null;
  }

  private static Key<Remembered> byTime(TenantId tenant, Instant at, String commandId) {
    return new Key<>(tenant, BY_TIME, Ids.time(at) + "/" + commandId);
  }
}
