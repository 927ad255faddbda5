package io.keyfold.ledger.exports;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Request to create an export.
 *
 * @param dataset what a row is: {@code usage} or {@code costs}, as in the reports; {@code focus}: FOCUS Cost and Usage
 * @param format {@code csv}, {@code jsonl} or {@code parquet}; FOCUS is {@code csv} or {@code parquet}
 * @param focusVersion version of the FOCUS specification, {@code 1.4} if omitted
 * @param from start of the time range
 * @param to end of the time range, exclusive
 * @param granularity length of the buckets; of FOCUS {@code hour} or {@code day}, the charge period, {@code day} if
 *     omitted
 * @param timeZone time zone of the buckets
 * @param groupBy dimensions; of FOCUS only {@code user} and {@code session}, which are columns then
 * @param filters values by filter, as in the report
 * @param asOf what counts: {@code as_of} of a response of the report; what this instance has now if omitted
 */
record CreateExportBody(
  String dataset,
  String format,
  @Nullable String focusVersion,
  Instant from,
  Instant to,
  @Nullable String granularity,
  @Nullable String timeZone,
  @Nullable List<String> groupBy,
  @Nullable Map<String, List<String>> filters,
  @Nullable String asOf
) {}
