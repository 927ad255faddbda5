package io.keyfold.platform.log;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.schema.CommandMeta;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Checks that deciders share. Pure. */
public final class Guards {

  private Guards() {}

  /**
   * What a command may change.
   *
   * @param entity type of the object in errors
   * @param active whether the object can still be changed
   * @param removed what is said of one that cannot
   */
  public record Changeable<O extends Versioned>(String entity, Predicate<O> active, String removed) {
    /**
     * {@return the decision about the object} Rejects the command if the object does not exist, cannot be changed any more,
     * or is not at the version that the command expects.
     */
    public <E> Decision<E> change(CommandMeta meta, Optional<O> found, Function<O, Decision<E>> judge) {
      if (found.isEmpty()) {
        return Decision.reject(absent(entity));
      }
      O known = found.get();
      if (!active.test(known)) {
        return Decision.reject(Rejection.of(ErrorCode.GONE, removed));
      }
      return stale(meta, known.version())
        .<Decision<E>>map(Decision::reject)
        .orElseGet(() -> judge.apply(known));
    }
  }

  /**
   * {@return the rejection if the command expects another version of the object}
   *
   * @param version current version of the object; 0 if it does not exist
   */
  public static Optional<Rejection> stale(CommandMeta meta, long version) {
    Long expected = meta.getExpectedVersion();
    return expected == null || expected == version
      ? Optional.empty()
      : Optional.of(
          Rejection.of(
            ErrorCode.PRECONDITION_FAILED,
            "The object is at version " + version + ", not " + expected + ": read it again and retry the change"
          )
        );
  }

  /** {@return the rejection of a command about an object that does not exist} */
  public static Rejection absent(String entity) {
    return Rejection.of(ErrorCode.NOT_FOUND, "No " + entity + " with this id");
  }

  /** {@return the rejection of a command that creates an object that exists} */
  public static Rejection exists(String entity) {
    return Rejection.of(ErrorCode.CONFLICT, "A " + entity + " with this id already exists");
  }
}
