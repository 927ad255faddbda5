package io.keyfold.ledger.usage;

import io.keyfold.ledger.query.Snapshot;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of {@link UsageSql}.
 *
 * @param query the query
 * @param buckets the buckets of its response
 */
record UsageRows(UsageQuery query, Buckets buckets) implements Snapshot.RowReader<UsageItem> {
  @Override
  public UsageItem read(ResultSet row) throws SQLException {
    int column = 1;
    int slot = row.getInt(column++);
    Map<Dimension, String> groups = new EnumMap<>(Dimension.class);
    for (Dimension dimension : UsageSql.columns(query)) {
      String value = row.getString(column++);
      if (value != null) {
        groups.put(dimension, value);
      }
    }
    Map<String, @Nullable String> metadata = new LinkedHashMap<>();
    for (String key : query.metadataKeys()) {
      metadata.put(key, row.getString(column++));
    }
    String meter = row.getString(column++);
    String payer = row.getString(column++);
    String unit = row.getString(column++);
    BigDecimal quantity = row.getBigDecimal(column++);
    long count = row.getLong(column++);
    long succeeded = row.getLong(column++);
    long unknown = row.getLong(column);
    return new UsageItem(
      buckets.start(slot),
      buckets.end(slot),
      groups.get(Dimension.DEPLOYMENT),
      groups.get(Dimension.AUTH_CONFIG),
      Optional.ofNullable(groups.get(Dimension.CREDENTIAL_VERSION)).map(Long::valueOf).orElse(null),
      groups.get(Dimension.TOOL),
      groups.get(Dimension.SESSION),
      groups.get(Dimension.USER),
      groups.get(Dimension.PROVIDER),
      lower(groups.get(Dimension.OUTCOME)),
      query.metadataKeys().isEmpty() ? null : metadata,
      meter,
      payer.toLowerCase(Locale.ROOT),
      unit,
      quantity.stripTrailingZeros().toPlainString(),
      count,
      succeeded,
      count - succeeded - unknown,
      unknown
    );
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  /** {@return the dimensions and keys of the groups, as in the request} */
  List<String> groupBy() {
    List<String> groups = new ArrayList<>(query.groupBy().stream().map(Dimension::wire).toList());
    query.metadataKeys().forEach(key -> groups.add(UsageParameters.METADATA + key));
    return groups;
  }
}
