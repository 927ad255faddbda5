package io.keyfold.session.usage.view;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import io.keyfold.session.usage.totals.SeriesKey;
import io.keyfold.usage.UsageTotal;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Folds the totals of sessions into a view, which counts a session's calls. The latest value of a key wins; older values
 * are ignored.
 */
public final class TotalsView implements RecordFold {

  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state) {
    if (!(value instanceof UsageTotal total)) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    String session = total.getSessionId();
    if (session != null) {
      UsageRow row = row(total);
      String id = session + "|" + total.getBucketStart() + "|" + SeriesKey.series(total);
      Key<UsageRow> bySession = new Key<>(new TenantId(total.getTenantId()), UsageKinds.BY_SESSION, id);
      boolean passed = state
        .find(bySession)
        .filter(known -> known.sourceOffset() > row.sourceOffset())
        .isPresent();
      if (!passed) {
        changes.add(new Change.Put<>(bySession, row));
      }
    }
    Key<Progress> progress = UsageKinds.progress(total.getSourcePartition());
    if (state.find(progress).map(Progress::offset).orElse(-1L) < total.getSourceOffset()) {
      // Last, since changes are applied in order: readers of the progress also find the rows that it includes.
      changes.add(new Change.Put<>(progress, new Progress(total.getSourceOffset())));
    }
    return changes;
  }

  private static UsageRow row(UsageTotal total) {
    return new UsageRow(
      total.getSessionProviderId(),
      total.getMeter(),
      total.getCount(),
      total.getSucceeded(),
      total.getFailed(),
      total.getSourceOffset()
    );
  }
}
