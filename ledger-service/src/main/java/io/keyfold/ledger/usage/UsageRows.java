package io.keyfold.ledger.usage;

import io.keyfold.ledger.query.Decimals;
import io.keyfold.ledger.query.Snapshot;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Reads the rows of {@link UsageMeasures}.
 *
 * @param query the query
 * @param buckets the buckets of its response
 */
record UsageRows(UsageQuery query, Buckets buckets) implements Snapshot.RowReader<UsageItem> {
  @Override
  public UsageItem read(ResultSet row) throws SQLException {
    UsageTotals totals = UsageTotals.reader(query, buckets).read(row);
    UsageGroup group = totals.group();
    return new UsageItem(
      group.start(),
      group.end(),
      group.value(Dimension.DEPLOYMENT),
      group.value(Dimension.AUTH_CONFIG),
      group.credentialVersion(),
      group.value(Dimension.TOOL),
      group.value(Dimension.SESSION),
      group.value(Dimension.USER),
      group.value(Dimension.PROVIDER),
      group.value(Dimension.OUTCOME),
      group.metadata(),
      group.meter(),
      group.payer(),
      group.unit(),
      Decimals.text(totals.quantity()),
      totals.count(),
      totals.succeeded(),
      totals.failed(),
      totals.outcomeUnknown()
    );
  }
}
