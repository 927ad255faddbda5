package io.keyfold.ledger.cost;

import io.keyfold.ledger.query.ChunkedWalk;
import io.keyfold.ledger.query.TenantSql;
import io.keyfold.ledger.usage.ReportSource;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Pager;
import java.util.List;

/**
 * Reads the operations behind a figure, in the order of their ids. A page begins after an id, so pages neither repeat nor
 * omit operations, whatever is recorded meanwhile.
 *
 * @param source the ledger and the query
 * @param measures the prices
 */
record CostRecords(ReportSource source, CostMeasures measures) {
  /** {@return a page} */
  ListBody<CostRecordBody> page(ListQuery query) {
    ChunkedWalk<CostRecordBody> walk = new ChunkedWalk<>(CostRecordBody::id, (after, before, descending, limit) ->
      source.snapshot().rows(sql(query, after, before, descending, limit), row -> CostRecordBody.read(row, measures))
    );
    return Pager.of(List.of(walk)).page(query, record -> record);
  }

  private TenantSql sql(ListQuery query, String after, String before, boolean descending, int limit) {
    TenantSql sql = source.operations(measures, CostRecordBody.columns(measures));
    if (!after.isEmpty()) {
      sql.add("AND record_id > ? ", RecordIds.stored(after));
    }
    if (!before.isEmpty()) {
      sql.add("AND record_id < ? ", RecordIds.stored(before));
    }
    List<String> ids = query.values("id");
    if (!ids.isEmpty()) {
      sql.add("AND ").in("record_id", ids.stream().map(RecordIds::stored).toList()).add(" ");
    }
    return sql.add("ORDER BY record_id" + (descending ? " DESC" : "") + " LIMIT ?", limit);
  }
}
