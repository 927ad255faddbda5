package io.keyfold.platform.log.idempotency;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores a value per idempotency key for {@link #RETENTION}, as part of a fold.
 *
 * @param <T> the stored value; Jackson must be able to read what it wrote
 */
public final class IdempotencyKeyStore<T extends RememberedOutcome> {

  /** How long a key is remembered. */
  public static final Duration RETENTION = Duration.ofDays(7);

  private final ExpiringObjects<T> values;

  /**
   * Creates a store under its own kind names.
   *
   * @param name unique within a service, lower case
   * @param type type of the stored values
   */
  public IdempotencyKeyStore(String name, Class<T> type) {
    this.values = new ExpiringObjects<>(name, type, RETENTION);
  }

  /** {@return the store key of an idempotency key's value; the value may have expired} */
  public Key<T> key(TenantId tenant, String idempotencyKey) {
    return values.key(tenant, idempotencyKey);
  }

  /** {@return the value of the idempotency key if it has not expired at the given time; empty if there is no key} */
  public Optional<T> find(State state, TenantId tenant, @Nullable String idempotencyKey, Instant now) {
    return idempotencyKey == null
      ? Optional.empty()
      : state.find(key(tenant, idempotencyKey)).filter(first -> first.isValidAt(now));
  }

  /** {@return the changes that store the value under the key and delete expired ones of the scope} */
  public List<Change> remember(
    ExpiringObjects.Scope scope,
    TenantId tenant,
    String idempotencyKey,
    T value,
    State state
  ) {
    return values.remember(scope, tenant, idempotencyKey, value, state);
  }
}
