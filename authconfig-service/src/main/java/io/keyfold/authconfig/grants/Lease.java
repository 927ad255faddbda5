package io.keyfold.authconfig.grants;

import io.keyfold.schema.RefreshLease;
import io.keyfold.schema.RefreshTrigger;
import java.time.Instant;

/**
 * An open refresh: the exclusive right to call the provider, and the durable intent to do so.
 *
 * @param attemptId id of the command that started it
 * @param credentialVersion the version that is refreshed
 * @param startedAt start time
 * @param trigger why it was started
 * @param retry whether it is the single retry after an attempt whose result is unknown
 */
public record Lease(
  String attemptId,
  long credentialVersion,
  Instant startedAt,
  RefreshTrigger trigger,
  boolean retry
) {
  static Lease of(RefreshLease lease) {
    return new Lease(
      lease.getAttemptId(),
      lease.getCredentialVersion(),
      lease.getStartedAt(),
      lease.getTrigger(),
      lease.getRetry()
    );
  }

  RefreshLease toAvro() {
    return new RefreshLease(attemptId, credentialVersion, startedAt, trigger, retry);
  }
}
