package io.keyfold.session.usage.view;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.session.usage.CallCounts;
import io.keyfold.session.usage.Meter;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Counts a session's tool calls from this instance's view of the totals. */
public final class ViewedCallCounts implements CallCounts {

  private final State totals;

  /** Creates a reader of the view. */
  public ViewedCallCounts(State totals) {
    this.totals = totals;
  }

  @Override
  public Counts ofSession(TenantId tenant, String sessionId) {
    return sum(tenant, sessionId, row -> true);
  }

  @Override
  public Counts ofSessionProvider(TenantId tenant, String sessionId, String sessionProviderId) {
    return sum(tenant, sessionId, row -> sessionProviderId.equals(row.sessionProviderId()));
  }

  private Counts sum(TenantId tenant, String sessionId, Predicate<UsageRow> filter) {
    AtomicReference<Counts> sum = new AtomicReference<>(Counts.NONE);
    totals.scan(Scan.prefixed(tenant, UsageKinds.BY_SESSION, sessionId + "|"), (id, row) -> {
      if (row.meter().equals(Meter.TOOL_CALLS.wire()) && filter.test(row)) {
        Counts before = sum.get();
        long answered = row.succeeded() + row.failed();
        sum.set(new Counts(before.client() + row.count(), before.provider() + answered));
      }
      return true;
    });
    return sum.get();
  }
}
