package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.grants.Lease;
import io.keyfold.authconfig.grants.TokenState;
import java.util.Objects;

/**
 * An open refresh that this instance may execute.
 *
 * @param grant the grant as of the record that opened the refresh
 * @param partition partition of the record
 * @param takenAt monotonic time in nanoseconds at which the record's offset was committed, which proves that this
 *     instance owned the partition
 */
record Attempt(TokenState grant, int partition, long takenAt) {
  /** Checks that there is a refresh. */
  Attempt {
    Objects.requireNonNull(grant.lease(), "an attempt has a lease");
  }

  Lease lease() {
    return Objects.requireNonNull(grant.lease());
  }

  String id() {
    return lease().attemptId();
  }
}
