package io.keyfold.session.usage.view;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.session.usage.CallCounts;

/** Counts tool calls from this instance's view of the usage records. */
public final class ViewedCallCounts implements CallCounts {

  private final State records;

  /** Creates a reader of the view, which {@link CallCountsFold} folds. */
  public ViewedCallCounts(State records) {
    this.records = records;
  }

  @Override
  public Counts ofSession(TenantId tenant, String sessionId) {
    return records.find(UsageKinds.counts(tenant, sessionId)).orElse(Counts.NONE);
  }

  @Override
  public Counts ofSessionProvider(TenantId tenant, String sessionProviderId) {
    return records.find(UsageKinds.counts(tenant, sessionProviderId)).orElse(Counts.NONE);
  }
}
