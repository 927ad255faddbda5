package io.keyfold.ledger.usage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A group of operations in a report: its time bucket, and what its operations have in common.
 *
 * @param start start of the bucket
 * @param end end of the bucket, exclusive
 * @param values values of the dimensions that are grouped by, as on the wire; those that the operations lack are missing
 * @param metadata the deployments' metadata that are grouped by; null if there are none
 * @param meter what is counted
 * @param payer whose account at the provider was used, as on the wire
 * @param unit unit of the quantity
 */
public record UsageGroup(
  Instant start,
  Instant end,
  Map<Dimension, String> values,
  @Nullable Map<String, @Nullable String> metadata,
  String meter,
  String payer,
  String unit
) {
  /** {@return the value of a dimension; null if it is not grouped by, or the operations lack it} */
  public @Nullable String value(Dimension dimension) {
    return values.get(dimension);
  }

  /** {@return the version of the auth config's credential} */
  public @Nullable Long credentialVersion() {
    String version = value(Dimension.CREDENTIAL_VERSION);
    return version == null ? null : Long.valueOf(version);
  }

  /** {@return the number of columns that a group has in a row of {@link UsageSql}} */
  public static int columns(UsageQuery query) {
    return 1 + UsageSql.columns(query).size() + query.metadataKeys().size() + UsageSql.ACCOUNT.size();
  }

  /** {@return the group of a row} */
  public static UsageGroup read(ResultSet row, UsageQuery query, Buckets buckets) throws SQLException {
    int column = 1;
    int slot = row.getInt(column++);
    Map<Dimension, String> values = new EnumMap<>(Dimension.class);
    for (Dimension dimension : UsageSql.columns(query)) {
      String value = row.getString(column++);
      if (value != null) {
        values.put(dimension, dimension.isEnum() ? value.toLowerCase(Locale.ROOT) : value);
      }
    }
    Map<String, @Nullable String> metadata = new LinkedHashMap<>();
    for (String key : query.metadataKeys()) {
      metadata.put(key, row.getString(column++));
    }
    return new UsageGroup(
      buckets.start(slot),
      buckets.end(slot),
      values,
      query.metadataKeys().isEmpty() ? null : metadata,
      row.getString(column),
      row.getString(column + 1).toLowerCase(Locale.ROOT),
      row.getString(column + 2)
    );
  }

  /** {@return the dimensions and keys of the groups, as in the request} */
  public static List<String> names(UsageQuery query) {
    List<String> names = new ArrayList<>(query.groupBy().stream().map(Dimension::wire).toList());
    query.metadataKeys().forEach(key -> names.add(UsageParameters.METADATA + key));
    return names;
  }
}
