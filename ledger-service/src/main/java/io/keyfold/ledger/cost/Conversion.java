package io.keyfold.ledger.cost;

import io.keyfold.ledger.query.Decimals;
import io.keyfold.ledger.query.TenantSql;
import io.keyfold.ledger.rates.Currencies;
import io.keyfold.ledger.rates.ExchangeRate;
import io.keyfold.ledger.rates.RateInterval;
import io.keyfold.ledger.rates.TenantRates;
import io.keyfold.ledger.store.Columns;
import io.keyfold.ledger.usage.UsageQuery;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.platform.web.ListQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Converts costs with the tenant's exchange rates. Each operation has the rate of its time. Rows are grouped by rate, so
 * the converted cost of a row is exactly its cost times its rate.
 *
 * @param currency the reporting currency
 * @param rates the rates into it
 * @param byId the same by id
 */
record Conversion(String currency, List<RateInterval> rates, Map<String, ExchangeRate> byId) {
  /** The parameter that asks for it. */
  static final String PARAMETER = "reporting_currency";

  /** The column with the id of the rate; null without one. */
  static final String COLUMN = "exchange_rate_id";

  /**
   * A cost in the reporting currency.
   *
   * @param currency the reporting currency; null if none was asked for
   * @param cost the converted cost; null without a cost or a rate
   * @param exchange the exchange rate; empty if the cost has the reporting currency, or there is no rate
   * @param rate one unit of the cost's currency in units of the reporting currency
   */
  record Converted(
    @Nullable String currency,
    @Nullable BigDecimal cost,
    Optional<ExchangeRate> exchange,
    @Nullable BigDecimal rate
  ) {
    static final Converted NONE = new Converted(null, null, Optional.empty(), null);

    @Nullable
    String costText() {
      return cost == null ? null : Decimals.text(cost);
    }

    @Nullable
    String rateText() {
      return rate == null ? null : Decimals.text(rate);
    }

    @Nullable
    String id() {
      return exchange.map(ExchangeRate::id).orElse(null);
    }

    @Nullable
    Instant from() {
      return exchange.map(ExchangeRate::effectiveFrom).orElse(null);
    }
  }

  /**
   * {@return the currency that a request asks for}
   *
   * @throws ApiException {@code invalid_data} if it is not a currency
   */
  static Optional<String> asked(ListQuery query) {
    List<String> sent = query.values(PARAMETER);
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    if (sent.size() > 1 || !Currencies.known(sent.getFirst())) {
      throw ApiException.invalid("unknown_value", PARAMETER + " is one code of ISO 4217, like EUR", PARAMETER);
    }
    return Optional.of(sent.getFirst());
  }

  static Conversion of(TenantId tenant, State view, String currency, UsageQuery query) {
    List<RateInterval> rates = TenantRates.within(tenant, view, currency, query.from(), query.to());
    Map<String, ExchangeRate> byId = rates
      .stream()
      .map(RateInterval::rate)
      .collect(Collectors.toMap(ExchangeRate::id, Function.identity()));
    return new Conversion(currency, rates, byId);
  }

  /** Appends the table {@code converted}: that of the priced operations with the column. */
  String source(TenantSql sql, String priced) {
    sql.add(", rates AS (SELECT unnest(").texts(
      rates
        .stream()
        .map(one -> one.rate().currency())
        .toList()
    );
    sql.add(") AS rate_code, unnest(").numbers(
      rates
        .stream()
        .map(one -> Columns.micros(one.rate().effectiveFrom()))
        .toList()
    );
    sql.add(") AS rate_start, unnest(").numbers(
      rates
        .stream()
        .map(one -> Columns.micros(one.end()))
        .toList()
    );
    sql.add(") AS rate_end, unnest(").texts(
      rates
        .stream()
        .map(one -> one.rate().id())
        .toList()
    );
    sql.add(
      ") AS " + COLUMN + "), converted AS NOT MATERIALIZED (SELECT " + priced + ".*, " + COLUMN + " FROM " + priced
    );
    sql.add(" LEFT JOIN rates ON rate_code = currency AND epoch_us(occurred_at) >= rate_start ");
    sql.add("AND epoch_us(occurred_at) < rate_end) ");
    return "converted";
  }

  Converted convert(@Nullable BigDecimal cost, @Nullable String from, @Nullable String rateId) {
    if (cost == null || from == null) {
      return new Converted(currency, null, Optional.empty(), null);
    }
    if (from.equals(currency)) {
      return new Converted(currency, cost, Optional.empty(), BigDecimal.ONE);
    }
    ExchangeRate rate = rateId == null ? null : byId.get(rateId);
    return rate == null
      ? new Converted(currency, null, Optional.empty(), null)
      : new Converted(currency, cost.multiply(rate.rate()), Optional.of(rate), rate.rate());
  }
}
