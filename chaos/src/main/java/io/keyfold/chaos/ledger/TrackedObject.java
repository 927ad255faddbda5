package io.keyfold.chaos.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object that a writer created, and the responses it received about it. Changed by one writer; readable by any
 * thread.
 */
public final class TrackedObject {

  private final String tenant;
  private final ObjectKind kind;
  private final String label;

  private @Nullable String id;
  private @Nullable ObjectState acknowledged;
  private @Nullable ObjectState attempted;
  private @Nullable String anomaly;

  /**
   * Creates the record of an object that is about to be created.
   *
   * @param tenant the owner's name
   * @param label unique prefix of every name the object is given
   */
  public TrackedObject(String tenant, ObjectKind kind, String label) {
    this.tenant = tenant;
    this.kind = kind;
    this.label = label;
  }

  /** {@return the owner's name} */
  public String tenant() {
    return tenant;
  }

  /** {@return its kind} */
  public ObjectKind kind() {
    return kind;
  }

  /** {@return the unique prefix of its names} */
  public String label() {
    return label;
  }

  /** {@return its id, once a response contained it} */
  public synchronized Optional<String> id() {
    return Optional.ofNullable(id);
  }

  /** {@return the last acknowledged state} */
  public synchronized Optional<ObjectState> acknowledged() {
    return Optional.ofNullable(acknowledged);
  }

  /** {@return the state of a write that was sent, and neither acknowledged nor refused} */
  public synchronized Optional<ObjectState> attempted() {
    return Optional.ofNullable(attempted);
  }

  /** {@return the first response that contradicts earlier ones} */
  public synchronized Optional<String> anomaly() {
    return Optional.ofNullable(anomaly);
  }

  /** Records that a write to this state is about to be sent. */
  public synchronized void attempt(ObjectState state) {
    attempted = state;
  }

  /** Records that the attempted write was acknowledged. */
  public synchronized void acknowledge(String newId, long newVersion) {
    ObjectState state = attempted;
    if (state == null) {
      throw new IllegalStateException("no write was attempted");
    }
    if (id != null && !id.equals(newId)) {
      recordAnomaly("id changed from " + id + " to " + newId);
    }
    if (newVersion != state.version()) {
      recordAnomaly("expected version " + state.version() + ", was " + newVersion);
    }
    id = newId;
    acknowledged = state;
    attempted = null;
  }

  /** Records that the attempted write had no effect. */
  public synchronized void refuse() {
    attempted = null;
  }

  /** Records a response that contradicts earlier ones; only the first is kept. */
  public synchronized void recordAnomaly(String description) {
    anomaly = anomaly == null ? description : anomaly;
  }

  /**
   * {@return the difference between what an instance shows and the expected state, if any} After a write of unknown
   * outcome, both the old and the new state are accepted.
   *
   * @param shown the state that the instance shows; null if it has none
   */
  public synchronized Optional<String> mismatch(@Nullable ObjectState shown) {
    ObjectState before = acknowledged;
    ObjectState maybe = attempted;
    if (shown == null) {
      return before == null ? Optional.empty() : Optional.of("lost: " + before);
    }
    if (shown.equals(before) || shown.equals(maybe)) {
      return Optional.empty();
    }
    long newest = maybe == null ? (before == null ? 0 : before.version()) : maybe.version();
    return Optional.of((shown.version() > newest ? "applied twice: " : "lost: ") + shown + " instead of " + before);
  }

  @Override
  public String toString() {
    return kind + " " + label;
  }
}
