package io.keyfold.ledger.prices;

import java.util.Currency;

/** Currencies in requests. */
public final class Currencies {

  /** What a field must contain. */
  public static final String RULE = "currency is a code of ISO 4217, like EUR";

  private Currencies() {}

  /** {@return whether it is a code of ISO 4217} */
  public static boolean isKnown(String code) {
    return Currency.getAvailableCurrencies()
      .stream()
      .anyMatch(one -> one.getCurrencyCode().equals(code));
  }
}
