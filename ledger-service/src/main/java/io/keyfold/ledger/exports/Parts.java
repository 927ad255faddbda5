package io.keyfold.ledger.exports;

import io.keyfold.ledger.usage.Buckets;
import io.keyfold.ledger.usage.UsageQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Divides the time range of an export, so that each read of the store is short. Buckets stay whole. */
final class Parts {

  private static final Duration LENGTH = Duration.ofDays(1);

  private Parts() {}

  /**
   * A part.
   *
   * @param from its start
   * @param to its end, exclusive
   */
  record Part(Instant from, Instant to) {}

  static List<Part> of(UsageQuery query) {
    List<Part> parts = new ArrayList<>();
    Instant start = query.from();
    for (Instant bucket : Buckets.of(query.granularity(), query.zone(), query.from(), query.to()).starts()) {
      if (Duration.between(start, bucket).compareTo(LENGTH) >= 0) {
        parts.add(new Part(start, bucket));
        start = bucket;
      }
    }
    parts.add(new Part(start, query.to()));
    return parts;
  }
}
