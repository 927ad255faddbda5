package io.keyfold.ledger.usage;

import io.keyfold.platform.error.ApiException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A usage query. The time range is half-open and widened to whole base buckets.
 *
 * @param from start of the range
 * @param to end of the range, exclusive
 * @param granularity length of the buckets in the response
 * @param zone time zone of the buckets
 * @param groupBy dimensions by which the response is grouped
 * @param metadataKeys keys of the deployments' metadata by which it is grouped, sorted
 * @param filters values by dimension; dimensions that are not filtered are missing
 * @param metadataFilters values by key of the deployments' metadata
 * @param without dimensions that the operations lack
 * @param withoutMetadata keys of the metadata that the operations' deployments lack
 * @param pageSize rows in a page; empty for a whole response, which may then not be too large
 * @param first number of rows before the page
 * @param asOf what the response counts; null for what this instance has now
 */
public record UsageQuery(
  Instant from,
  Instant to,
  Granularity granularity,
  ZoneId zone,
  Set<Dimension> groupBy,
  List<String> metadataKeys,
  Map<Dimension, List<Object>> filters,
  Map<String, List<String>> metadataFilters,
  Set<Dimension> without,
  Set<String> withoutMetadata,
  Optional<Integer> pageSize,
  long first,
  @Nullable AsOf asOf
) {
  /** Maximum number of rows in a response, or in one page of it. */
  public static final int MAX_ROWS = 10_000;

  /** {@return the number of rows to return at most} */
  public int limit() {
    return pageSize.orElse(MAX_ROWS);
  }

  /** {@return the filter's values; empty for all} */
  public List<Object> filter(Dimension dimension) {
    return filters.getOrDefault(dimension, List.of());
  }

  /** {@return whether the deployments' metadata are needed} */
  public boolean usesMetadata() {
    return !usedMetadata().isEmpty();
  }

  /** {@return the keys of the deployments' metadata that are needed} */
  public Set<String> usedMetadata() {
    Set<String> keys = new TreeSet<>(metadataKeys);
    keys.addAll(metadataFilters.keySet());
    keys.addAll(withoutMetadata);
    return keys;
  }

  /** {@return a number that differs for queries of which one's pages do not continue the other's} */
  long fingerprint() {
    return Fingerprints.of(this);
  }

  /** {@return the page after this one} */
  Page next(AsOf asOf) {
    return new Page(first + limit(), Buckets.number(from), Buckets.number(to), fingerprint(), asOf);
  }

  /** {@return this query as of these positions} */
  public UsageQuery asOf(AsOf other) {
    return with(from, other);
  }

  /**
   * {@return a part of this query}
   *
   * @param start start of the part, a boundary of buckets
   * @param end its end, exclusive, a boundary of buckets
   * @param rows maximum number of rows
   */
  public UsageQuery part(Instant start, Instant end, int rows) {
    return new UsageQuery(
      start,
      end,
      granularity,
      zone,
      groupBy,
      metadataKeys,
      filters,
      metadataFilters,
      without,
      withoutMetadata,
      Optional.of(rows),
      0,
      asOf
    );
  }

  /** {@return this query without what started before that time, which the ledger has only in part} */
  UsageQuery retainedFrom(@Nullable Instant time) {
    return time == null || !from.isBefore(time) ? this : with(time, asOf);
  }

  private UsageQuery with(Instant otherFrom, @Nullable AsOf otherAsOf) {
    return new UsageQuery(
      otherFrom,
      to,
      granularity,
      zone,
      groupBy,
      metadataKeys,
      filters,
      metadataFilters,
      without,
      withoutMetadata,
      pageSize,
      first,
      otherAsOf
    );
  }

  /** Rejects a page that belongs to another query. */
  void require(Page page) {
    if (page.fingerprint() != fingerprint()) {
      throw ApiException.invalid("conflict", "page belongs to a query with other parameters", "page");
    }
  }
}
