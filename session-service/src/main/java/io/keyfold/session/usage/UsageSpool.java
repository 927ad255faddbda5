package io.keyfold.session.usage;

import io.keyfold.platform.metering.CallNotAttempted;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.time.Instant;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Persists the usage record of a metered operation before the operation runs or its response is sent. The spool
 * survives the process, so no operation lacks a record, even while Kafka is down.
 */
@FunctionalInterface
public interface UsageSpool {
  /**
   * Appends a record; completes when the record is durable in the local spool. Never blocks the caller.
   *
   * <p>Errors with {@link io.keyfold.platform.error.ApiException} {@code unavailable} if the spool is full or not
   * writable; the operation must then not run.
   *
   * @param record the record; the spool sets its own id and sequence on a copy and ignores the record's
   */
  Mono<Void> append(UsageEvent record);

  /**
   * Appends the start record of an operation whose completion record follows later. A spool may reject a start record
   * so late that it still reaches the log. The spool must then append the given completion record; otherwise the
   * operation would be counted as in progress forever.
   *
   * @param notAttempted creates the completion record of an operation that does not run, see {@link CallNotAttempted}
   */
  default Mono<Void> appendStart(UsageRecorded start, Supplier<UsageCompleted> notAttempted) {
    return append(start);
  }

  /**
   * {@return the earliest start time that the spool accepts for new operations}
   *
   * <p>Usage before this time is reported as complete. If the clock is set back, the floor is ahead of it, and start
   * times are raised to the floor.
   */
  default Instant floor() {
    return Instant.EPOCH;
  }
}
