package io.keyfold.ledger.rates;

import io.keyfold.platform.error.FieldError;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Checks what prices and exchange rates have in common. Pure. */
public final class Currencies {

  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

  private Currencies() {}

  /** {@return whether it is a code of ISO 4217} */
  public static boolean known(String currency) {
    return Currency.getAvailableCurrencies()
      .stream()
      .anyMatch(one -> one.getCurrencyCode().equals(currency));
  }

  /** {@return the error of a field that is not a code of ISO 4217} */
  public static Optional<FieldError> check(String currency, String field) {
    return known(currency)
      ? Optional.empty()
      : Optional.of(new FieldError("unknown_value", field + " is a code of ISO 4217, like EUR", List.of(field)));
  }

  /** {@return the error of a field with a time at which nothing takes effect} */
  public static Optional<FieldError> checkTime(Instant time, String field) {
    return !time.isBefore(FIRST) && time.isBefore(LAST)
      ? Optional.empty()
      : Optional.of(new FieldError("out_of_range", field + " is a time in the years 2000 to 2099", List.of(field)));
  }
}
