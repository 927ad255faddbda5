package io.keyfold.ledger.usage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Usage of the tenant's deployments by time bucket. Buckets without usage have no row. Whether a missing row means zero
 * depends on {@code complete_until}.
 *
 * @param object always {@code usage}
 * @param from start of the reported time range
 * @param to end of the reported time range, exclusive
 * @param granularity length of the buckets
 * @param timeZone time zone of the buckets
 * @param groupBy dimensions by which the rows are grouped
 * @param completeUntil all operations that started before this time are included; null if unknown. Later operations may
 *     be missing
 * @param retainedFrom operations that started before this time were removed by retention and are not counted; null if none
 *     were. A missing row before it means unknown
 * @param asOf what is included. A request with this value as {@code as_of} and the same parameters has the same response
 * @param items the rows, ordered by time
 * @param nextPage the next page, as {@code page} of a request with the same parameters; null if there are no more rows
 */
record UsageAnswer(
  String object,
  Instant from,
  Instant to,
  String granularity,
  String timeZone,
  List<String> groupBy,
  @Nullable Instant completeUntil,
  @Nullable Instant retainedFrom,
  String asOf,
  List<UsageItem> items,
  @Nullable String nextPage
) {
  static UsageAnswer of(ReportSource source) {
    UsageQuery query = source.query();
    var rows = source.groups(new UsageMeasures(), new UsageRows(query, source.buckets()), source.asOf());
    return new UsageAnswer(
      "usage",
      query.from(),
      query.to(),
      query.granularity().wire(),
      query.zone().getId(),
      UsageGroup.names(query),
      source.asOf().completeUntil(),
      source.retainedFrom().orElse(null),
      source.asOf().text(),
      rows.items(),
      rows.nextPage()
    );
  }
}
