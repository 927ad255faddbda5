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
import org.jspecify.annotations.Nullable;

/**
 * Stores objects for a limited time, as part of a fold. Expiry is driven by the time of later objects of the same scope,
 * not by a clock, so a rebuilt store is equal.
 *
 * @param <T> the stored object; Jackson must be able to read what it wrote
 */
public final class ExpiringObjects<T extends Expiring> {

  /** Number of expired objects to delete per new one: more than one, so the store stays bounded. */
  private static final int EXPIRED_PER_WRITE = 2;

  private final Kind<T> byId;
  private final Kind<Use> byTime;
  private final Duration retention;

  /**
   * Objects whose records are in order, so that they expire in the same order everywhere.
   *
   * @param owner owner of the time index
   * @param prefix distinguishes the owner's scopes
   */
  public record Scope(TenantId owner, String prefix) {
    /** {@return the objects of a tenant, for a topic that is partitioned by tenant} */
    public static Scope of(TenantId tenant) {
      return new Scope(tenant, "");
    }

    /** {@return the objects of a partition} */
    public static Scope of(int partition) {
      return new Scope(TenantId.PLATFORM, partition + "/");
    }
  }

  /**
   * An entry of the time index.
   *
   * @param key the object's id
   * @param cause the cause of the object
   * @param tenant the object's tenant; null: that of the index
   */
  record Use(String key, String cause, @Nullable String tenant) {}

  /**
   * Creates a store under its own kind names.
   *
   * @param name unique within a service, lower case
   * @param type type of the stored objects
   * @param retention time for which an object is stored
   */
  public ExpiringObjects(String name, Class<T> type, Duration retention) {
    this.byId = new Kind<>(name, type);
    this.byTime = new Kind<>(name + "_by_time", Use.class);
    this.retention = retention;
  }

  /** {@return the store key of an object, which may have expired} */
  public Key<T> key(TenantId tenant, String id) {
    return new Key<>(tenant, byId, id);
  }

  /** {@return the changes that store the object under the id and delete expired ones of the scope} */
  public List<Change> remember(Scope scope, TenantId tenant, String id, T object, State state) {
    List<Change> changes = new ArrayList<>(expire(scope, object.at(), state));
    changes.add(new Change.Put<>(key(tenant, id), object));
    String time = scope.prefix() + Ids.time(object.at());
    Key<Use> entry = new Key<>(scope.owner(), byTime, time + "/" + object.cause());
    Use use = new Use(id, object.cause(), tenant.equals(scope.owner()) ? null : tenant.value());
    changes.add(new Change.Put<>(entry, use));
    return changes;
  }

  private List<Change> expire(Scope scope, Instant now, State state) {
    List<Change> changes = new ArrayList<>();
    String horizon = scope.prefix() + Ids.time(now.minus(retention));
    state.scan(new Scan<>(scope.owner(), byTime, scope.prefix(), "", horizon, false), (entry, old) -> {
      changes.add(new Change.Delete(new Key<>(scope.owner(), byTime, entry)));
      Key<T> key = key(old.tenant() == null ? scope.owner() : new TenantId(old.tenant()), old.key());
      // A newer object under the same id must not be deleted.
      boolean unchanged = state
        .find(key)
        .filter(object -> object.cause().equals(old.cause()))
        .isPresent();
      if (unchanged) {
        changes.add(new Change.Delete(key));
      }
      return changes.size() < 2 * EXPIRED_PER_WRITE;
    });
    return changes;
  }
}
