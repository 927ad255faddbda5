package io.keyfold.ledger.cost;

import io.keyfold.ledger.usage.AsOf;
import io.keyfold.ledger.usage.ReportSource;
import io.keyfold.ledger.usage.UsageGroup;
import io.keyfold.ledger.usage.UsageQuery;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cost of the tenant's deployments by time bucket. Buckets without usage have no row.
 *
 * @param object always {@code costs}
 * @param from start of the reported time range
 * @param to end of the reported time range, exclusive
 * @param granularity length of the buckets
 * @param timeZone time zone of the buckets
 * @param groupBy dimensions by which the rows are grouped
 * @param completeUntil all operations that started before this time are included; null if unknown. Later operations may
 *     be missing
 * @param retainedFrom operations that started before this time were removed by retention and are not counted; null if none
 *     were. A missing row before it means unknown
 * @param asOf what is included, and the price lists. A request with this value as {@code as_of} and the same parameters
 *     has the same response, or fails if a price list has changed
 * @param items the rows, ordered by time
 * @param nextPage the next page, as {@code page} of a request with the same parameters; null if there are no more rows
 */
record CostAnswer(
  String object,
  Instant from,
  Instant to,
  String granularity,
  String timeZone,
  List<String> groupBy,
  @Nullable Instant completeUntil,
  @Nullable Instant retainedFrom,
  String asOf,
  List<CostItem> items,
  @Nullable String nextPage
) {
  static CostAnswer of(ReportSource source, CostMeasures measures, AsOf asOf) {
    UsageQuery query = source.query();
    var rows = source.groups(measures, new CostRows(query, source.buckets(), measures), asOf);
    return new CostAnswer(
      "costs",
      query.from(),
      query.to(),
      query.granularity().wire(),
      query.zone().getId(),
      UsageGroup.names(query),
      asOf.completeUntil(),
      source.retainedFrom().orElse(null),
      asOf.text(),
      rows.items(),
      rows.nextPage()
    );
  }
}
