package io.keyfold.ledger.query;

import java.math.BigDecimal;

/** Decimal numbers as text in responses. */
public final class Decimals {

  private Decimals() {}

  /** {@return the exact number, without trailing zeros and exponent} */
  public static String text(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
