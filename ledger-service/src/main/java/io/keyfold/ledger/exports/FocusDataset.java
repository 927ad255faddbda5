package io.keyfold.ledger.exports;

import io.keyfold.ledger.cost.PricedGroup;
import io.keyfold.ledger.cost.PricedGroups;
import io.keyfold.ledger.table.Column;
import io.keyfold.ledger.table.RowTable;
import io.keyfold.ledger.usage.ReportSource;
import io.keyfold.ledger.usage.UsageQuery;
import java.time.Instant;
import java.util.List;

/**
 * FOCUS Cost and Usage. The specification allows no null for costs, so usage of which one is not known is in a file of its
 * own, with the reason.
 *
 * @param groups the costs by price
 * @param table the columns
 * @param names names and metadata
 * @param tally counts the rows
 */
record FocusDataset(
  PricedGroups groups,
  RowTable<FocusRow> table,
  FocusNames names,
  Tally tally
) implements DatasetWriter {
  private static final int KNOWN = 0;
  private static final int UNKNOWN = 1;

  private static final RowTable<PricedGroup> UNPRICED = GroupColumns.of(PricedGroup::group)
    .add(Column.decimal("quantity"), PricedGroup::quantity)
    .add(Column.integer("count"), PricedGroup::count)
    .add(Column.text("reason"), Tally::unknown)
    .add(Column.text("currency"), PricedGroup::currency)
    .add(Column.decimal("contracted_cost"), PricedGroup::contractedCost)
    .add(Column.text("list_currency"), PricedGroup::listCurrency)
    .add(Column.decimal("list_cost"), PricedGroup::listCost)
    .build();

  @Override
  public Instant readsFrom(UsageQuery query) {
    return groups.reads(query).from();
  }

  @Override
  public List<Layout> files() {
    return List.of(new Layout("focus_cost_and_usage", table.names()), new Layout("unpriced_usage", UNPRICED.names()));
  }

  @Override
  public void write(ReportSource part, Rows rows) {
    part.each(groups, groups.reader(part.query(), part.buckets()), row -> {
      tally.add(row);
      if (Tally.unknown(row) == null) {
        rows.write(KNOWN, table.values(new FocusRow(row, names, part.query().zone())));
      } else {
        rows.write(UNKNOWN, UNPRICED.values(row));
      }
    });
  }
}
