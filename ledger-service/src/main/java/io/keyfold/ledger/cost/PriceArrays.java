package io.keyfold.ledger.cost;

import io.keyfold.ledger.prices.PriceInterval;
import io.keyfold.ledger.prices.Tier;
import io.keyfold.ledger.prices.TierMode;
import io.keyfold.ledger.prices.Tiers;
import io.keyfold.ledger.query.TenantSql;
import io.keyfold.ledger.store.Columns;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Segments as a table of a query, column by column.
 *
 * @param segments the segments
 * @param steps maximum number of tiers of a price; empty if each unit of each price costs the same
 */
record PriceArrays(List<PriceSegment> segments, Optional<Integer> steps) {
  private static final String AMOUNT = "::DECIMAL(24, 12)";
  private static final String QUANTITY = "::DECIMAL(24, 9)";
  private static final String BOOLEAN = "::BOOLEAN";

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
    steps.ifPresent(count -> {
      tiers(sql, "list", PriceSegment::list, count);
      tiers(sql, "price", PriceSegment::effective, count);
    });
  }

  private void tiers(TenantSql sql, String price, Function<PriceSegment, @Nullable PriceInterval> of, int count) {
    text(sql.add(", "), price + "_pool", "", one -> pool(of.apply(one)));
    text(sql.add(", "), price + "_tiered", BOOLEAN, one -> tiers(of.apply(one), tiers -> !tiers.none()));
    text(sql.add(", "), price + "_volume", BOOLEAN, one ->
      tiers(of.apply(one), tiers -> tiers.mode() == TierMode.VOLUME)
    );
    text(sql.add(", "), price + "_free", QUANTITY, one -> tiers(of.apply(one), tiers -> plain(tiers.freeQuota())));
    for (int i = 1; i <= count; i++) {
      int tier = i;
      text(sql.add(", "), TierSql.end(price, i), QUANTITY, one ->
        step(of.apply(one), tier, step -> plain(step.upTo()))
      );
      text(sql.add(", "), TierSql.step(price, i), AMOUNT, one ->
        step(of.apply(one), tier, step -> plain(step.unitPrice()))
      );
    }
  }

  /** Operations of a month that count for the same tiers, besides their provider, meter and payer. */
  private static @Nullable String pool(@Nullable PriceInterval one) {
    return one == null ? null : one.listId() + "/" + Objects.requireNonNullElse(one.price().tool(), "");
  }

  private static @Nullable String tiers(@Nullable PriceInterval one, Function<Tiers, Object> value) {
    return one == null ? null : String.valueOf(value.apply(one.price().tiers()));
  }

  private static @Nullable String step(@Nullable PriceInterval one, int number, Function<Tier, String> value) {
    if (one == null || one.price().tiers().steps().size() < number) {
      return null;
    }
    return value.apply(
      one
        .price()
        .tiers()
        .steps()
        .get(number - 1)
    );
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
