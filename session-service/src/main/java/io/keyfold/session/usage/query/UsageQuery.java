package io.keyfold.session.usage.query;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.session.usage.totals.Buckets;
import io.keyfold.session.usage.view.UsageRow;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A usage query. The time range is half-open and widened to whole base buckets.
 *
 * @param from start of the range
 * @param to end of the range, exclusive
 * @param granularity length of the buckets in the response
 * @param groupBy dimensions by which the response is grouped
 * @param deployments only these deployments; all if empty
 * @param session only this session, if present
 * @param users only these users; all if empty
 */
record UsageQuery(
  Instant from,
  Instant to,
  Granularity granularity,
  Set<Dimension> groupBy,
  List<String> deployments,
  Optional<String> session,
  Set<String> users
) {
  private static final Duration DEFAULT_SPAN = Duration.ofHours(24);
  private static final Duration LONGEST = Duration.ofDays(366);

  /**
   * {@return the parsed query; the defaults are the last 24 hours before {@code to}, {@code to} = now, hourly buckets,
   * grouped by deployment}
   *
   * @throws ApiException {@code bad_request} if a parameter is invalid
   */
  static UsageQuery of(ListQuery query, Instant now) {
    Instant to = Buckets.ceiling(query.time("to").orElse(now));
    Instant from = Buckets.floor(query.time("from").orElse(to.minus(DEFAULT_SPAN)));
    if (!from.isBefore(to)) {
      throw ApiException.invalid("out_of_range", "from must be before to", "from");
    }
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw ApiException.invalid("out_of_range", "from and to may be at most 366 days apart", "from");
    }
    Granularity granularity = query
      .oneOf("granularity", Granularity.wires())
      .map(Granularity::ofWire)
      .orElse(Granularity.HOUR);
    List<String> deployments = query.values("provider_deployment_id");
    Set<String> users = new HashSet<>(query.values("user"));
    users.addAll(query.values("identity_id"));
    return new UsageQuery(from, to, granularity, groupBy(query), deployments, query.one("session_id"), users);
  }

  private static Set<Dimension> groupBy(ListQuery query) {
    List<String> requested = query.values("group_by");
    Set<Dimension> dimensions = EnumSet.noneOf(Dimension.class);
    for (String values : requested.isEmpty() ? List.of(Dimension.DEPLOYMENT.wire()) : requested) {
      for (String value : values.split(",", -1)) {
        if (!Dimension.wires().contains(value)) {
          throw ApiException.invalid("unknown_value", "group_by is one or more of " + Dimension.wires(), "group_by");
        }
        dimensions.add(Dimension.ofWire(value));
      }
    }
    return dimensions;
  }

  boolean admits(UsageRow row) {
    return (
      !row.bucketStart().isBefore(from) &&
      row.bucketStart().isBefore(to) &&
      (deployments.isEmpty() || deployments.contains(row.deploymentId())) &&
      session.map(id -> id.equals(row.sessionId())).orElse(true) &&
      (users.isEmpty() || (row.user() != null && users.contains(row.user())))
    );
  }
}
