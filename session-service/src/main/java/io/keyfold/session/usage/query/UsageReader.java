package io.keyfold.session.usage.query;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.session.usage.view.Completeness;
import io.keyfold.session.usage.view.UsageKinds;
import io.keyfold.session.usage.view.UsageRow;
import java.time.Instant;

/** Runs usage queries on this instance's views. Reads from disk: do not call on an event loop. */
final class UsageReader {

  private final State totals;
  private final Completeness completeness;

  UsageReader(State totals, Completeness completeness) {
    this.totals = totals;
    this.completeness = completeness;
  }

  UsageAnswer run(TenantId tenant, UsageQuery usageQuery) {
    // Read the watermark before the rows, so that the rows include everything the watermark promises.
    Instant completeUntil = completeness.completeUntil().orElse(null);
    Rollup rollup = new Rollup(usageQuery);
    if (usageQuery.session().isPresent()) {
      read(tenant, UsageKinds.BY_SESSION, usageQuery.session().get() + "|", usageQuery, rollup);
    } else if (!usageQuery.users().isEmpty()) {
      for (String user : usageQuery.users()) {
        read(tenant, UsageKinds.BY_USER, UsageKinds.userPrefix(user), usageQuery, rollup);
      }
    } else if (usageQuery.deployments().isEmpty()) {
      read(tenant, UsageKinds.BY_TIME, "", usageQuery, rollup);
    } else {
      for (String deployment : usageQuery.deployments().stream().distinct().toList()) {
        read(tenant, UsageKinds.BY_DEPLOYMENT, deployment + "|", usageQuery, rollup);
      }
    }
    return new UsageAnswer(
      "usage",
      usageQuery.from(),
      usageQuery.to(),
      usageQuery.granularity().wire(),
      usageQuery.groupBy().stream().map(Dimension::wire).toList(),
      completeUntil,
      rollup.items()
    );
  }

  private void read(TenantId tenant, Kind<UsageRow> kind, String prefix, UsageQuery usageQuery, Rollup rollup) {
    // Bucket times have a fixed text length, so id order is time order.
    String from = prefix + usageQuery.from();
    String to = prefix + usageQuery.to();
    totals.scan(new Scan<>(tenant, kind, prefix, from, to, false), (id, row) -> {
      rollup.add(row);
      return true;
    });
  }
}
