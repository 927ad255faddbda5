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

/** Folds totals into a view. The latest value of a key wins; older values are ignored. */
public final class TotalsView implements RecordFold {

  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state) {
    if (!(value instanceof UsageTotal total)) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    UsageRow row = row(total);
    TenantId tenant = new TenantId(total.getTenantId());
    String series = SeriesKey.series(total);
    String bucket = total.getBucketStart().toString();
    Key<UsageRow> byTime = new Key<>(tenant, UsageKinds.BY_TIME, bucket + "|" + series);
    boolean passed = state
      .find(byTime)
      .filter(known -> known.sourceOffset() > row.sourceOffset())
      .isPresent();
    if (!passed) {
      String deployment = total.getProviderDeploymentId();
      changes.add(new Change.Put<>(byTime, row));
      changes.add(
        new Change.Put<>(new Key<>(tenant, UsageKinds.BY_DEPLOYMENT, deployment + "|" + bucket + "|" + series), row)
      );
      String session = total.getSessionId();
      if (session != null) {
        changes.add(
          new Change.Put<>(new Key<>(tenant, UsageKinds.BY_SESSION, session + "|" + bucket + "|" + series), row)
        );
      }
      String user = total.getUser();
      if (user != null) {
        String id = UsageKinds.userPrefix(user) + bucket + "|" + series;
        changes.add(new Change.Put<>(new Key<>(tenant, UsageKinds.BY_USER, id), row));
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
      total.getBucketStart(),
      total.getProviderDeploymentId(),
      total.getAuthConfigId(),
      total.getCredentialVersion(),
      total.getSessionId(),
      total.getSessionProviderId(),
      total.getTool(),
      total.getUser(),
      total.getMeter(),
      total.getPayer().name(),
      total.getUnit(),
      new UsageRow.Amount(
        total.getQuantity(),
        total.getCount(),
        total.getSucceeded(),
        total.getFailed(),
        total.getOutcomeUnknown()
      ),
      total.getSourceOffset()
    );
  }
}
