package io.keyfold.ledger.exports;

import io.keyfold.ledger.cost.PricedGroup;
import io.keyfold.ledger.cost.PricedGroups;
import io.keyfold.ledger.table.Column;
import io.keyfold.ledger.table.RowTable;
import io.keyfold.ledger.usage.ReportSource;
import io.keyfold.ledger.usage.UsageQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * The rows of {@code GET /costs}.
 *
 * @param groups the costs
 * @param tally counts the rows
 */
record CostDataset(PricedGroups groups, Tally tally) implements DatasetWriter {
  private static final RowTable<PricedGroup> TABLE = GroupColumns.of(PricedGroup::group)
    .add(Column.text("price_source"), PricedGroup::priceSource)
    .add(Column.text("currency"), PricedGroup::currency)
    .add(Column.text("list_currency"), PricedGroup::listCurrency)
    .add(Column.decimal("list_cost"), PricedGroup::listCost)
    .add(Column.decimal("contracted_cost"), PricedGroup::contractedCost)
    .add(Column.decimal("billed_cost"), PricedGroup::billedCost)
    .add(Column.decimal("quantity"), PricedGroup::quantity)
    .add(Column.integer("count"), PricedGroup::count)
    .add(Column.decimal("unpriced_quantity"), row -> row.priceSource() == null ? row.quantity() : BigDecimal.ZERO)
    .add(Column.text("unpriced_reason"), PricedGroup::unpricedReason)
    .build();

  @Override
  public Instant readsFrom(UsageQuery query) {
    return groups.reads(query).from();
  }

  @Override
  public List<Layout> files() {
    return List.of(new Layout("costs", TABLE.names()));
  }

  @Override
  public void write(ReportSource part, Rows rows) {
    part.each(groups, groups.reader(part.query(), part.buckets()), row -> {
      tally.add(row);
      rows.write(0, TABLE.values(row));
    });
  }
}
