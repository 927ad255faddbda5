package io.keyfold.chaos.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One object that a writer made, and what it was told about it. One writer changes it; a checker may look at any time.
 */
public final class Subject {

  private final String tenant;
  private final ObjectKind family;
  private final String label;

  private @Nullable String id;
  private @Nullable ObjectState acknowledged;
  private @Nullable ObjectState attempted;
  private @Nullable String strange;

  /**
   * Something that is about to be created.
   *
   * @param tenant whose
   * @param label unique; every name that it ever has begins with it
   */
  public Subject(String tenant, ObjectKind family, String label) {
    this.tenant = tenant;
    this.family = family;
    this.label = label;
  }

  /** {@return whose it is} */
  public String tenant() {
    return tenant;
  }

  /** {@return what it is} */
  public ObjectKind family() {
    return family;
  }

  /** {@return what its names begin with} */
  public String label() {
    return label;
  }

  /** {@return its id, once it was told} */
  public synchronized Optional<String> id() {
    return Optional.ofNullable(id);
  }

  /** {@return what was acknowledged last} */
  public synchronized Optional<ObjectState> acknowledged() {
    return Optional.ofNullable(acknowledged);
  }

  /** {@return what was sent and neither acknowledged nor refused} */
  public synchronized Optional<ObjectState> attempted() {
    return Optional.ofNullable(attempted);
  }

  /** {@return an answer that cannot be, if there was one} */
  public synchronized Optional<String> strange() {
    return Optional.ofNullable(strange);
  }

  /** From now on the fact may be true. */
  public synchronized void attempt(ObjectState fact) {
    attempted = fact;
  }

  /** What was attempted is true: somebody was answered so. */
  public synchronized void acknowledge(String toldId, long toldVersion) {
    ObjectState fact = attempted;
    if (fact == null) {
      throw new IllegalStateException("nothing was attempted");
    }
    if (id != null && !id.equals(toldId)) {
      strange("was " + id + " and is " + toldId);
    }
    if (toldVersion != fact.version()) {
      strange("should be at version " + fact.version() + ", is at " + toldVersion);
    }
    id = toldId;
    acknowledged = fact;
    attempted = null;
  }

  /** What was attempted did not happen. */
  public synchronized void refuse() {
    attempted = null;
  }

  /** Notes what cannot be; the first such thing is kept. */
  public synchronized void strange(String what) {
    strange = strange == null ? what : strange;
  }

  /**
   * {@return what is wrong with what an instance shows; nothing if it is as it must be} With an attempt of unknown outcome
   * both what was before and what was attempted are right.
   *
   * @param shown what it shows; null for nothing
   */
  public synchronized Optional<String> judge(@Nullable ObjectState shown) {
    ObjectState before = acknowledged;
    ObjectState maybe = attempted;
    if (shown == null) {
      return before == null ? Optional.empty() : Optional.of("lost: " + before);
    }
    if (shown.equals(before) || shown.equals(maybe)) {
      return Optional.empty();
    }
    long most = maybe == null ? (before == null ? 0 : before.version()) : maybe.version();
    return Optional.of((shown.version() > most ? "applied twice: " : "lost: ") + shown + " for " + before);
  }

  @Override
  public String toString() {
    return family + " " + label;
  }
}
