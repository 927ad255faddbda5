package io.keyfold.session.usage.totals;

import io.keyfold.platform.metering.Verdict;
import io.keyfold.usage.UsageTotal;
import org.jspecify.annotations.Nullable;

/**
 * The effect of a record on the totals.
 *
 * @param verdict classification of the record
 * @param changed the total that changes; null if none
 * @param open whether the operation is in progress afterwards: true to remember it, false to forget it, null for no
 *     change
 */
public record TotalsChange(Verdict verdict, @Nullable Changed changed, @Nullable Boolean open) {
  /**
   * A changed total.
   *
   * @param key key of the total
   * @param total new value
   */
  public record Changed(String key, UsageTotal total) {}

  static TotalsChange nothing(Verdict verdict) {
    return new TotalsChange(verdict, null, null);
  }
}
