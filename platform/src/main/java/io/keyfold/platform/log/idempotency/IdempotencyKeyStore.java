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
 * Stores a value per idempotency key for {@link #RETENTION}, as part of a fold. Expiry is driven by the time of later
 * values, not by a clock, so a rebuilt store is equal.
 *
 * @param <T> the stored value; Jackson must be able to read what it wrote
 */
public final class IdempotencyKeyStore<T extends RememberedOutcome> {

  /** How long a key is remembered. */
  public static final Duration RETENTION = Duration.ofDays(7);

  /** Number of expired keys to delete per new key: more than one, so the store stays bounded. */
  private static final int EXPIRED_PER_WRITE = 2;

  private final Kind<T> byKey;
  private final Kind<Use> byTime;

  /**
   * An entry of the time index.
   *
   * @param key the idempotency key
   * @param cause the cause of the stored value
   */
  record Use(String key, String cause) {}

  /**
   * Creates a store under its own kind names.
   *
   * @param name unique within a service, lower case
   * @param type type of the stored values
   */
  public IdempotencyKeyStore(String name, Class<T> type) {
    this.byKey = new Kind<>(name, type);
    this.byTime = new Kind<>(name + "_by_time", Use.class);
  }

  /** {@return the store key of an idempotency key's value; the value may have expired} */
  public Key<T> key(TenantId tenant, String idempotencyKey) {
    return new Key<>(tenant, byKey, idempotencyKey);
  }

  /** {@return the value of the idempotency key if it has not expired at the given time; empty if there is no key} */
  public Optional<T> find(State state, TenantId tenant, @Nullable String idempotencyKey, Instant now) {
    return idempotencyKey == null
      ? Optional.empty()
      : state.find(key(tenant, idempotencyKey)).filter(first -> first.isValidAt(now));
  }

  /** {@return the changes that store the value under the key and delete expired ones} */
  public List<Change> remember(TenantId tenant, String idempotencyKey, T value, State state) {
    List<Change> changes = new ArrayList<>(expire(tenant, value.at(), state));
    changes.add(new Change.Put<>(key(tenant, idempotencyKey), value));
    Key<Use> entry = new Key<>(tenant, byTime, Ids.time(value.at()) + "/" + value.cause());
    changes.add(new Change.Put<>(entry, new Use(idempotencyKey, value.cause())));
    return changes;
  }

  private List<Change> expire(TenantId tenant, Instant now, State state) {
    List<Change> changes = new ArrayList<>();
    String horizon = Ids.time(now.minus(RETENTION));
    state.scan(new Scan<>(tenant, byTime, "", "", horizon, false), (id, old) -> {
      changes.add(new Change.Delete(new Key<>(tenant, byTime, id)));
      // A newer use of the same key must not be deleted.
      boolean unchanged = state
        .find(key(tenant, old.key()))
        .filter(first -> first.cause().equals(old.cause()))
        .isPresent();
      if (unchanged) {
        changes.add(new Change.Delete(key(tenant, old.key())));
      }
      return changes.size() < 2 * EXPIRED_PER_WRITE;
    });
    return changes;
  }
}
