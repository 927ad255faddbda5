package io.keyfold.ledger.cost;

import io.keyfold.ledger.query.Decimals;
import io.keyfold.ledger.query.Snapshot;
import io.keyfold.ledger.usage.Buckets;
import io.keyfold.ledger.usage.Dimension;
import io.keyfold.ledger.usage.UsageGroup;
import io.keyfold.ledger.usage.UsageQuery;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Reads the rows of {@link CostMeasures}.
 *
 * @param query the query
 * @param buckets the buckets of its response
 * @param measures what the rows contain
 */
record CostRows(UsageQuery query, Buckets buckets, CostMeasures measures) implements Snapshot.RowReader<CostItem> {
  @Override
  public CostItem read(ResultSet row) throws SQLException {
    UsageGroup group = UsageGroup.read(row, query, buckets);
    int column = UsageGroup.columns(query);
    String source = row.getString(column + 1);
    int sums = column + measures.groups().size();
    String currency = row.getString(column + 2);
    String quantity = Decimals.text(row.getBigDecimal(sums + 1));
    Cost cost = new Cost(row.getBigDecimal(sums + 3), row.getBigDecimal(sums + 4), group.payer());
    Conversion.Converted reported = Conversion.Converted.NONE;
    Conversion conversion = measures.conversion().orElse(null);
    if (conversion != null) {
      reported = conversion.convert(cost.contracted(), currency, row.getString(column + 5));
    }
    return new CostItem(
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
      source,
      currency,
      row.getString(column + 3),
      cost.listText(),
      cost.contractedText(),
      cost.billed(),
      quantity,
      row.getLong(sums + 2),
      source == null ? quantity : "0",
      row.getString(column + 4),
      reported.currency(),
      reported.costText(),
      reported.id(),
      reported.rateText(),
      reported.from()
    );
  }
}
