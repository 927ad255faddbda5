package io.keyfold.ledger.rates;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * An exchange rate; never changes. It converts operations from its time until a later rate of the same currencies takes
 * effect. Of those from the same time on, the one that was set last applies.
 *
 * @param id starts with {@code xrt_}
 * @param currency currency that is converted, ISO 4217
 * @param reportingCurrency currency into which it is converted, ISO 4217
 * @param rate one unit of the currency in units of the reporting currency
 * @param effectiveFrom when it takes effect
 * @param createdAt when it was set
 */
public record ExchangeRate(
  String id,
  String currency,
  String reportingCurrency,
  BigDecimal rate,
  Instant effectiveFrom,
  Instant createdAt
) implements Versioned {
  /** Type of the object in errors. */
  public static final String ENTITY = "exchange_rate";

  /** Maximum number of a tenant's rates: those of five currencies on each day of eleven years. */
  public static final int MAX = 20_000;

  /** State kind of all exchange rates. */
  public static final Kind<ExchangeRate> KIND = new Kind<>(ENTITY, ExchangeRate.class);

  private static final Kind<Long> COUNT = new Kind<>("exchange_rates", Long.class);

  @Override
  public long version() {
    return 1;
  }

  static Key<ExchangeRate> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  /** The key of the number of the tenant's rates. */
  static Key<Long> count(TenantId tenant) {
    return new Key<>(tenant, COUNT, "count");
  }
}
