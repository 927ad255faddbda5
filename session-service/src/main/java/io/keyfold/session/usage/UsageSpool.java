package io.keyfold.session.usage;

import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.time.Instant;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Where a metered act is written down before it is done or answered. A spool survives the process, so that what was done
 * is never without a record, also while Kafka is down.
 */
@FunctionalInterface
public interface UsageSpool {
  /**
   * Completes when the record is safely in the local spool, not before. Never blocks the caller.
   *
   * <p>Errors with {@link io.keyfold.platform.error.ApiException} {@code unavailable} when the spool is full or cannot be
   * written: the act must then not be done.
   *
   * @param record the record; the spool sets its own id and sequence on a copy, whatever the record says
   */
  Mono<Void> append(UsageEvent record);

  /**
   * Appends the begin of an act whose end is appended later. A spool may refuse a begin so late that it can come to be on the
   * log all the same. It is for that spool to send this end after it: else the act would be counted, and look as if it were
   * under way, for ever.
   *
   * @param notMade the end of the act if it is not made, see {@link CallNotAttempted}
   */
  default Mono<Void> begin(UsageRecorded begin, Supplier<UsageCompleted> notMade) {
    return append(begin);
  }

  /**
   * {@return the time before which no act begins any more that is taken from here on}
   *
   * <p>All before it is promised to be complete. It is ahead of a clock that was set back; acts are moved up to it.
   */
  default Instant floor() {
    return Instant.EPOCH;
  }
}
