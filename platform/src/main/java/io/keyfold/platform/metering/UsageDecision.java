package io.keyfold.platform.metering;

import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a usage record means after those before it.
 *
 * <p>Counting exactly once relies on sequences. The records of a spool are on their partition in sequence order. A
 * record that is not above the last sequence of its spool on the partition is therefore a duplicate, however old, and
 * one number per spool and partition suffices. Only operations in progress are remembered by id: one that ended is
 * final.
 *
 * @param <T> what a fold knows of an operation in progress
 */
public sealed interface UsageDecision<T> {
  /** A duplicate without effect. Any other record's sequence becomes the last one of its spool on the partition. */
  record Repeated<T>() implements UsageDecision<T> {}

  /** The second start of an operation in progress; has no effect. */
  record Conflicting<T>() implements UsageDecision<T> {}

  /** The completion of an operation that is not in progress; has no effect. */
  record Unmatched<T>() implements UsageDecision<T> {}

  /**
   * A new operation, which counts.
   *
   * @param start its record
   * @param open whether it is in progress from now on; otherwise it ended with its only record
   */
  record Started<T>(UsageRecorded start, boolean open) implements UsageDecision<T> {}

  /**
   * The end of an operation that was in progress.
   *
   * @param completion its record
   * @param before what the fold knew of the operation
   * @param attempted false if it was not attempted, so that it no longer counts; see {@link CallNotAttempted}
   */
  record Completed<T>(UsageCompleted completion, T before, boolean attempted) implements UsageDecision<T> {}

  /**
   * {@return what the record means}
   *
   * @param lastSequence last sequence of the record's spool on the record's partition; 0 if none
   * @param open finds an operation in progress by record id; called at most once
   */
  static <T> UsageDecision<T> of(UsageEvent event, long lastSequence, Function<String, Optional<T>> open) {
    if (event.getSpoolSequence() <= lastSequence) {
      return new Repeated<>();
    }
    Optional<T> before = open.apply(event.getRecordId());
    return switch (event) {
      case UsageRecorded start -> before.isPresent()
        ? new Conflicting<>()
        : new Started<>(start, start.getOutcome() == Outcome.UNKNOWN);
      case UsageCompleted completion -> before
        .<UsageDecision<T>>map(operation -> new Completed<>(completion, operation, isAttempted(completion)))
        .orElseGet(Unmatched::new);
    };
  }

  private static boolean isAttempted(UsageCompleted completion) {
    return !CallNotAttempted.is(completion.getOutcome().name(), completion.getErrorCode());
  }

  /** {@return the class of the record in metrics} */
  default Verdict verdict() {
    return switch (this) {
      case Repeated<T> repeated -> Verdict.REPEATED;
      case Conflicting<T> conflicting -> Verdict.CONFLICTING;
      case Unmatched<T> unmatched -> Verdict.UNMATCHED;
      case Started<T> started -> Verdict.COUNTED;
      case Completed<T> completed -> completed.attempted() ? Verdict.COMPLETED : Verdict.TAKEN_BACK;
    };
  }
}
