package io.keyfold.deployment.decide;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.Rejection;
import io.keyfold.schema.CommandMeta;
import java.util.Optional;

/** The checks that several commands share. */
final class Guards {

  private Guards() {}

  /**
   * {@return why the command must not touch the object, if it must not}
   *
   * @param version the object's version; 0 if there is none yet
   */
  static Optional<Rejection> stale(CommandMeta meta, long version) {
    Long expected = meta.getExpectedVersion();
    return expected == null || expected == version
      ? Optional.empty()
      : Optional.of(
          Rejection.of(
            ErrorCode.PRECONDITION_FAILED,
            "The object is at version " + version + ", not " + expected + ": read it again and repeat the change"
          )
        );
  }

  static Rejection absent(String entity) {
    return Rejection.of(ErrorCode.NOT_FOUND, "No " + entity + " with this id");
  }

  static Rejection exists(String entity) {
    return Rejection.of(ErrorCode.CONFLICT, "There is a " + entity + " with this id");
  }
}
