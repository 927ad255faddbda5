package io.keyfold.session.usage.totals;

import io.keyfold.usage.UsageTotal;
import org.jspecify.annotations.Nullable;

/**
 * What a record changes.
 *
 * @param verdict what it was
 * @param changed the total that it changes; null if none
 * @param open whether its act is under way from here on: true to remember, false to forget, null for no change
 */
public record TotalsChange(Verdict verdict, @Nullable Changed changed, @Nullable Boolean open) {
  /**
   * A total that changed.
   *
   * @param key its key
   * @param total its new value
   */
  public record Changed(String key, UsageTotal total) {}

  static TotalsChange nothing(Verdict verdict) {
    return new TotalsChange(verdict, null, null);
  }
}
