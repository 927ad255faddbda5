package io.keyfold.ledger.exports;

import io.keyfold.ledger.table.Column;
import io.keyfold.ledger.table.RowTable;
import io.keyfold.ledger.usage.ReportSource;
import io.keyfold.ledger.usage.UsageTotals;
import java.util.List;

/** The rows of {@code GET /usage}. */
final class UsageDataset implements DatasetWriter {

  private static final RowTable<UsageTotals> TABLE = GroupColumns.of(UsageTotals::group)
    .add(Column.decimal("quantity"), UsageTotals::quantity)
    .add(Column.integer("count"), UsageTotals::count)
    .add(Column.integer("succeeded"), UsageTotals::succeeded)
    .add(Column.integer("failed"), UsageTotals::failed)
    .add(Column.integer("outcome_unknown"), UsageTotals::outcomeUnknown)
    .build();

  @Override
  public List<Layout> files() {
    return List.of(new Layout("usage", TABLE.names()));
  }

  @Override
  public void write(ReportSource part, Rows rows) {
    part.each(UsageTotals.measures(), UsageTotals.reader(part.query(), part.buckets()), row ->
      rows.write(0, TABLE.values(row))
    );
  }
}
