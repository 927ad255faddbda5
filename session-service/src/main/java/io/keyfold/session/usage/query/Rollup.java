package io.keyfold.session.usage.query;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.session.usage.view.UsageRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates base buckets into the rows of a response. Bounded: a result that is too large is rejected, never
 * truncated.
 */
final class Rollup {

  /** Maximum number of rows in a response. */
  static final int MAX_ITEMS = 10_000;

  /** Maximum number of base buckets that one query reads. */
  static final int MAX_READ = 500_000;

  private record Group(
    Instant start,
    @Nullable String deployment,
    @Nullable String authConfig,
    @Nullable Long version,
    @Nullable String tool,
    @Nullable String session,
    @Nullable String user,
    String meter,
    String payer,
    String unit
  ) {}

  private static final Comparator<@Nullable String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());
  private static final Comparator<Group> ORDER = Comparator.comparing(Group::start)
    .thenComparing(Group::deployment, TEXT)
    .thenComparing(Group::authConfig, TEXT)
    .thenComparing(Group::version, Comparator.nullsFirst(Comparator.naturalOrder()))
    .thenComparing(Group::tool, TEXT)
    .thenComparing(Group::session, TEXT)
    .thenComparing(Group::user, TEXT)
    .thenComparing(Group::meter)
    .thenComparing(Group::payer)
    .thenComparing(Group::unit);

  private final UsageQuery usageQuery;
  private final Map<Group, UsageRow.Amount> groups = new TreeMap<>(ORDER);
  private int read;

  Rollup(UsageQuery usageQuery) {
    this.usageQuery = usageQuery;
  }

  /** Adds a base bucket if it matches the query. */
  void add(UsageRow row) {
    read++;
    if (read > MAX_READ) {
      throw tooLarge("The query reads more than " + MAX_READ + " buckets");
    }
    if (usageQuery.admits(row)) {
      groups.merge(group(row), row.amount(), UsageRow.Amount::plus);
      if (groups.size() > MAX_ITEMS) {
        throw tooLarge("The result has more than " + MAX_ITEMS + " rows");
      }
    }
  }

  private static ApiException tooLarge(String reason) {
    return ApiException.of(
      ErrorCode.BAD_REQUEST,
      reason,
      "Query a shorter time range, a coarser granularity, fewer groups or single deployments"
    );
  }

  private Group group(UsageRow row) {
    boolean byVersion = by(Dimension.CREDENTIAL_VERSION);
    return new Group(
      usageQuery.granularity().floor(row.bucketStart(), usageQuery.from()),
      by(Dimension.DEPLOYMENT) ? row.deploymentId() : null,
      byVersion || by(Dimension.AUTH_CONFIG) ? row.authConfigId() : null,
      byVersion ? row.credentialVersion() : null,
      by(Dimension.TOOL) ? row.tool() : null,
      by(Dimension.SESSION) ? row.sessionId() : null,
      by(Dimension.USER) ? row.user() : null,
      row.meter(),
      row.payer(),
      row.unit()
    );
  }

  private boolean by(Dimension dimension) {
    return usageQuery.groupBy().contains(dimension);
  }

  List<UsageItem> items() {
    return groups
      .entrySet()
      .stream()
      .map(entry -> item(entry.getKey(), entry.getValue()))
      .toList();
  }

  private UsageItem item(Group group, UsageRow.Amount amount) {
    return new UsageItem(
      group.start(),
      usageQuery.granularity().end(group.start(), usageQuery.to()),
      group.deployment(),
      group.authConfig(),
      group.version(),
      group.tool(),
      group.session(),
      group.user(),
      group.meter(),
      group.payer().toLowerCase(Locale.ROOT),
      group.unit(),
      amount.quantity().stripTrailingZeros().toPlainString(),
      amount.count(),
      amount.succeeded(),
      amount.failed(),
      amount.outcomeUnknown()
    );
  }
}
