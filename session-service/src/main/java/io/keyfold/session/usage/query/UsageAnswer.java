package io.keyfold.session.usage.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET /usage}. Where nothing was used there is no row; whether that means zero tells
 * {@code complete_until}.
 *
 * @param object always {@code usage}
 * @param from start of the time that is answered
 * @param to its end, not included
 * @param granularity how long the buckets are
 * @param groupBy what the rows are split by
 * @param completeUntil every act before this time is in; null if that is not known. What began later may be missing
 * @param items the rows, by time
 */
record UsageAnswer(
  String object,
  Instant from,
  Instant to,
  String granularity,
  List<String> groupBy,
  @Nullable Instant completeUntil,
  List<UsageItem> items
) {}
