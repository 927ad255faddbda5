package io.keyfold.platform.log.idempotency;

import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers something under each idempotency key for {@link #KEPT}, as part of a fold. Forgetting is part of it, driven by the
 * time of what is remembered later and not by a clock: a rebuilt store forgets the same.
 *
 * @param <T> what is remembered; Jackson must read back what it wrote
 */
public final class IdempotencyKeyStore<T extends RememberedOutcome> {

  /** How long a key is remembered. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** At most this many old keys are dropped with each new one: more than come in, so the memory is bounded. */
  private static final int FORGET_AT_ONCE = 2;

  private final Kind<T> byKey;
  private final Kind<Use> byTime;

  /**
   * An entry of the index by time.
   *
   * @param key the idempotency key
   * @param cause of what is remembered
   */
  record Use(String key, String cause) {}

  /**
   * A memory among other kinds of objects.
   *
   * @param name unique within a service, lower case
   * @param type what is remembered
   */
  public IdempotencyKeyStore(String name, Class<T> type) {
    this.byKey = new Kind<>(name, type);
    this.byTime = new Kind<>(name + "_by_time", Use.class);
  }

  /** {@return where it is remembered what a key was used for; what is there may be too old to hold} */
  public Key<T> key(TenantId tenant, String idempotencyKey) {
    return new Key<>(tenant, byKey, idempotencyKey);
  }

  /** {@return what the key was used for, if that is still remembered at the time; nothing without a key} */
  public Optional<T> find(State state, TenantId tenant, @Nullable String idempotencyKey, Instant now) {
    return idempotencyKey == null
      ? Optional.empty()
      : state.find(key(tenant, idempotencyKey)).filter(first -> first.holdsAt(now));
  }

  /** {@return the changes that remember it, in place of what was remembered under the key, and forget what is too old} */
  public List<Change> remember(TenantId tenant, String idempotencyKey, T what, State state) {
    List<Change> changes = new ArrayList<>(forget(tenant, what.at(), state));
    changes.add(new Change.Put<>(key(tenant, idempotencyKey), what));
    Key<Use> use = new Key<>(tenant, byTime, Ids.time(what.at()) + "/" + what.cause());
    changes.add(new Change.Put<>(use, new Use(idempotencyKey, what.cause())));
    return changes;
  }

  private List<Change> forget(TenantId tenant, Instant now, State state) {
    List<Change> changes = new ArrayList<>();
    String horizon = Ids.time(now.minus(KEPT));
    state.scan(new Scan<>(tenant, byTime, "", "", horizon, false), (id, old) -> {
      changes.add(new Change.Delete(new Key<>(tenant, byTime, id)));
      // The key may have been used anew since: then it is the newer use's.
      boolean same = state
        .find(key(tenant, old.key()))
        .filter(first -> first.cause().equals(old.cause()))
        .isPresent();
      if (same) {
        changes.add(new Change.Delete(key(tenant, old.key())));
      }
      return changes.size() < 2 * FORGET_AT_ONCE;
    });
    return changes;
  }
}
