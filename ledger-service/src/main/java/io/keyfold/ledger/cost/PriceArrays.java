package io.keyfold.ledger.cost;

import io.keyfold.ledger.prices.PriceInterval;
import io.keyfold.ledger.query.TenantSql;
import io.keyfold.ledger.store.Columns;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Segments as a table of a query, column by column.
 *
 * @param segments the segments
 */
record PriceArrays(List<PriceSegment> segments) {
  private static final String AMOUNT = "::DECIMAL(24, 12)";

  /** Appends the table's columns, to be read from an empty {@code SELECT}. */
  void columns(TenantSql sql) {
    text(sql, "price_provider", "", PriceSegment::providerId);
    text(sql.add(", "), "price_tool", "", PriceSegment::tool);
    text(sql.add(", "), "price_meter", "", PriceSegment::meter);
    time(sql.add(", "), "price_start", PriceSegment::start);
    time(sql.add(", "), "price_end", PriceSegment::end);
    text(sql.add(", "), "list_version", "", one -> reference(one.list()));
    text(sql.add(", "), "list_code", "", one -> currency(one.list()));
    text(sql.add(", "), "list_unit", AMOUNT, one -> unit(one.list()));
    text(sql.add(", "), "list_failed", AMOUNT, one -> failed(one.list()));
    text(sql.add(", "), "price_kind", "", one -> one.effective().kind().wire());
    text(sql.add(", "), "price_version", "", one -> reference(one.effective()));
    text(sql.add(", "), "price_code", "", one -> currency(one.effective()));
    text(sql.add(", "), "price_unit", AMOUNT, one -> unit(one.effective()));
    text(sql.add(", "), "price_failed", AMOUNT, one -> failed(one.effective()));
  }

  private void text(TenantSql sql, String name, String type, Function<PriceSegment, @Nullable String> value) {
    List<@Nullable String> column = new ArrayList<>();
    segments.forEach(one -> column.add(value.apply(one)));
    sql
      .add("unnest(")
      .texts(column)
      .add(")" + type + " AS " + name);
  }

  private void time(TenantSql sql, String name, Function<PriceSegment, Instant> value) {
    List<Long> column = segments
      .stream()
      .map(one -> Columns.micros(value.apply(one)))
      .toList();
    sql
      .add("unnest(")
      .numbers(column)
      .add(") AS " + name);
  }

  private static @Nullable String reference(@Nullable PriceInterval one) {
    return one == null ? null : PriceReference.of(one).text();
  }

  private static @Nullable String currency(@Nullable PriceInterval one) {
    return one == null ? null : one.currency();
  }

  private static @Nullable String unit(@Nullable PriceInterval one) {
    return one == null ? null : plain(one.price().unitPrice());
  }

  private static @Nullable String failed(@Nullable PriceInterval one) {
    return one == null ? null : plain(one.price().failedUnitPrice());
  }

  private static String plain(BigDecimal amount) {
    return amount.toPlainString();
  }
}
