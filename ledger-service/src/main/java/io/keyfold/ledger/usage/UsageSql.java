package io.keyfold.ledger.usage;

import io.keyfold.ledger.deployments.DeploymentMetadata;
import io.keyfold.ledger.query.TenantSql;
import io.keyfold.ledger.store.Positions;
import io.keyfold.platform.id.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Builds the SQL of reports on operations. Pure.
 *
 * <p>Columns of a row: the bucket's index, the dimensions in their order, the values of the metadata keys, meter, payer,
 * unit, the further groups of the measures, and their sums.
 */
public final class UsageSql {

  /** Always grouped by. */
  static final List<String> ACCOUNT = List.of("meter", "payer", "unit");

  private final UsageQuery query;
  private final TenantSql sql;

  private UsageSql(TenantId tenant, UsageQuery query) {
    this.query = query;
    this.sql = TenantSql.operations(tenant);
  }

  /**
   * {@return the query of groups; it returns one row more than the limit, if there is one}
   *
   * @param metadata the tenant's deployments, if the query needs them
   */
  public static TenantSql groups(
    TenantId tenant,
    UsageQuery query,
    Buckets buckets,
    Optional<DeploymentMetadata> metadata,
    Measures measures
  ) {
    return new UsageSql(tenant, query).build(buckets, metadata, measures);
  }

  /**
   * {@return the query of the operations in the groups, to be continued with {@code AND} or {@code ORDER BY}}
   *
   * @param columns what is read of each operation
   */
  public static TenantSql operations(
    TenantId tenant,
    UsageQuery query,
    Optional<DeploymentMetadata> metadata,
    Measures measures,
    String columns
  ) {
    UsageSql builder = new UsageSql(tenant, query);
    builder.counted(measures);
    builder.sql.add("SELECT " + columns + " FROM " + measures.source(builder.sql) + " ");
    metadata.ifPresent(builder::deployments);
    builder.conditions(measures);
    return builder.sql;
  }

  /** {@return the dimensions that are columns of the rows, in their order} */
  static List<Dimension> columns(UsageQuery query) {
    return query
      .groupBy()
      .stream()
      .filter(dimension -> !ACCOUNT.contains(dimension.column()))
      .sorted()
      .toList();
  }

  private TenantSql build(Buckets buckets, Optional<DeploymentMetadata> metadata, Measures measures) {
    List<String> groups = groups();
    groups.addAll(measures.groups());
    counted(measures);
    String source = measures.source(sql);
    sql.add(
      "SELECT " + String.join(", ", groups) + ", " + String.join(", ", measures.sums()) + " FROM " + source + " "
    );
    slots(buckets);
    metadata.ifPresent(this::deployments);
    conditions(measures);
    sql.add("GROUP BY " + numbers(groups.size(), "") + " ORDER BY " + numbers(groups.size(), " NULLS FIRST"));
    return sql.add(" LIMIT ? OFFSET ?", query.limit() + 1L, query.first());
  }

  private void conditions(Measures measures) {
    sql.add("WHERE attempted ");
    for (Dimension dimension : Dimension.values()) {
      List<Object> values = query.filter(dimension);
      if (!values.isEmpty()) {
        sql.add("AND ").in(dimension.column(), values).add(" ");
      }
      if (query.without().contains(dimension)) {
        sql.add("AND " + dimension.column() + " IS NULL ");
      }
    }
    query.metadataFilters().forEach((key, values) ->
      sql
        .add("AND ")
        .in("m" + keys().indexOf(key), values)
        .add(" ")
    );
    query.withoutMetadata().forEach(key -> sql.add("AND m" + keys().indexOf(key) + " IS NULL "));
    if (!measures.reads(query).equals(new ReadRange(query.from(), query.to()))) {
      sql.add("AND bucket >= ? AND bucket < ? ", Buckets.number(query.from()), Buckets.number(query.to()));
    }
    measures.conditions(sql);
  }

  private List<String> groups() {
    List<String> groups = new ArrayList<>();
    groups.add(query.granularity() == Granularity.TOTAL ? "0" : "slot");
    columns(query).forEach(dimension -> groups.add(dimension.column()));
    for (int i = 0; i < query.metadataKeys().size(); i++) {
      groups.add("m" + i);
    }
    groups.addAll(ACCOUNT);
    return groups;
  }

  /** The tenant's rows in the time that is read, as they were at the positions. */
  private void counted(Measures measures) {
    ReadRange range = measures.reads(query);
    AsOf asOf = query.asOf();
    if (asOf == null) {
      sql.add(", counted AS NOT MATERIALIZED (SELECT * FROM mine WHERE ");
    } else {
      sql.add(", placed AS NOT MATERIALIZED (SELECT *, list_extract(").numbers(Positions.list(asOf.positions()));
      sql.add(", log_partition + 1) AS horizon FROM mine), counted AS NOT MATERIALIZED (SELECT * REPLACE (");
      sql.add("CASE WHEN completed_offset >= horizon THEN 'UNKNOWN' ELSE outcome END AS outcome, ");
      sql.add("attempted OR completed_offset >= horizon AS attempted) FROM placed WHERE log_offset < horizon AND ");
    }
    sql.add("bucket >= ? AND bucket < ?) ", Buckets.number(range.from()), Buckets.number(range.to()));
  }

  /** Maps base buckets to those of the response. */
  private void slots(Buckets buckets) {
    if (query.granularity() == Granularity.TOTAL) {
      return;
    }
    List<Long> firsts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    List<Long> slots = new ArrayList<>();
    for (int i = 0; i < buckets.starts().size(); i++) {
      Instant end = buckets.end(i);
      firsts.add(Buckets.number(buckets.start(i)));
      ends.add(Buckets.number(end));
      slots.add((long) i);
    }
    sql.add("JOIN (SELECT unnest(range(first, end_before)) AS base, slot FROM (SELECT unnest(").numbers(firsts);
    sql.add(") AS first, unnest(").numbers(ends).add(") AS end_before, unnest(").numbers(slots);
    sql.add(") AS slot)) ON base = bucket ");
  }

  private void deployments(DeploymentMetadata metadata) {
    sql.add("LEFT JOIN (SELECT unnest(").texts(metadata.ids()).add(") AS known_id");
    List<String> keys = keys();
    for (int i = 0; i < keys.size(); i++) {
      sql
        .add(", unnest(")
        .texts(metadata.values(keys.get(i)))
        .add(") AS m" + i);
    }
    sql.add(") ON known_id = deployment_id ");
  }

  /** The keys of the groups first, so that their columns are numbered like them. */
  private List<String> keys() {
    List<String> keys = new ArrayList<>(query.metadataKeys());
    Stream.concat(query.metadataFilters().keySet().stream(), query.withoutMetadata().stream())
      .filter(key -> !keys.contains(key))
      .forEach(keys::add);
    return keys;
  }

  private static String numbers(int count, String suffix) {
    List<String> numbers = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      numbers.add(i + suffix);
    }
    return String.join(", ", numbers);
  }
}
