package io.keyfold.ledger.prices;

import java.math.BigDecimal;

/** Amounts of money as text. */
public final class Amounts {

  private Amounts() {}

  /** {@return the exact decimal number, without trailing zeros and exponent} */
  public static String text(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}
