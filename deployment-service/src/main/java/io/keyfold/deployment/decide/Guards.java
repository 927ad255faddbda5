package io.keyfold.deployment.decide;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.Rejection;
import io.keyfold.schema.CommandMeta;
import java.util.Optional;

/** Checks shared by several commands. */
final class Guards {

  private Guards() {}

  /**
   * {@return the rejection if the command expects another version of the object}
   *
   * @param version current version of the object; 0 if it does not exist
   */
  static Optional<Rejection> stale(CommandMeta meta, long version) {
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

  static Rejection absent(String entity) {
    return Rejection.of(ErrorCode.NOT_FOUND, "No " + entity + " with this id");
  }

  static Rejection exists(String entity) {
    return Rejection.of(ErrorCode.CONFLICT, "A " + entity + " with this id already exists");
  }
}
