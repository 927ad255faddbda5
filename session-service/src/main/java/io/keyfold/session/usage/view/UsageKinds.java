package io.keyfold.session.usage.view;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.session.usage.CallCounts;

/** State kinds of usage. */
final class UsageKinds {

  /** Last sequences by partition and spool. Owned by the platform tenant. */
  private static final Kind<LastSequence> SEQUENCES = new Kind<>("usage_sequence", LastSequence.class);

  /** Tool calls in progress, by record id. */
  private static final Kind<OpenCall> OPEN_CALLS = new Kind<>("open_call", OpenCall.class);

  /** Numbers of calls, by session and by session provider. */
  private static final Kind<CallCounts.Counts> COUNTS = new Kind<>("call_counts", CallCounts.Counts.class);

  private UsageKinds() {}

  static Key<LastSequence> sequence(int partition, String spoolId) {
    return new Key<>(TenantId.PLATFORM, SEQUENCES, partition + "/" + spoolId);
  }

  static Key<OpenCall> openCall(TenantId tenant, String recordId) {
    return new Key<>(tenant, OPEN_CALLS, recordId);
  }

  static Key<CallCounts.Counts> counts(TenantId tenant, String sessionOrProviderId) {
    return new Key<>(tenant, COUNTS, sessionOrProviderId);
  }
}
