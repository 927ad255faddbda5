package io.keyfold.authconfig.refresh;

import io.keyfold.platform.log.sweep.OwnedPartitions;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps a process that was paused, and whose partitions another one took over meanwhile, from calling a provider. The
 * new owner retries the refresh; with a second call at the same time, the provider could see a refresh token twice.
 *
 * <p>The commit of a record's offset proves ownership at that time. Kafka gives the partition to another instance only
 * when the session timeout (6 s, keyfold-log.yml) has passed without a heartbeat, and a healthy instance has one every
 * 0.5 s. Until {@link #MAX_AGE} after the commit, nobody else can own the partition.
 */
final class OwnershipFence {

  /** Less than the session timeout minus a heartbeat interval. */
  static final Duration MAX_AGE = Duration.ofSeconds(5);

  private final OwnedPartitions owned;
  private final LongSupplier nanoTime;

  OwnershipFence(OwnedPartitions owned, LongSupplier nanoTime) {
    this.owned = owned;
    this.nanoTime = nanoTime;
  }

  /** {@return whether this instance certainly still owns the attempt} */
  boolean holds(Attempt attempt) {
    return owned.owns(attempt.partition()) && nanoTime.getAsLong() - attempt.takenAt() < MAX_AGE.toNanos();
  }
}
