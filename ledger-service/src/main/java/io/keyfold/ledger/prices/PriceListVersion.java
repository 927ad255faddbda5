package io.keyfold.ledger.prices;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.schema.PriceListTerms;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A version of a price list; never changes. It prices operations from its time until a later version takes effect. Of
 * versions that take effect at the same time, the one with the highest number counts.
 *
 * @param number its number in the list, from 1
 * @param currency currency of its prices, ISO 4217
 * @param effectiveFrom when it takes effect
 * @param prices at most one for each provider, tool and meter
 * @param createdAt when it was added
 */
public record PriceListVersion(
  long number,
  String currency,
  Instant effectiveFrom,
  List<Price> prices,
  Instant createdAt
) {
  private static final Kind<PriceListVersion> KIND = new Kind<>("price_list_version", PriceListVersion.class);

  /** Copies the prices. */
  public PriceListVersion {
    prices = List.copyOf(prices);
  }

  /** {@return the key of a version} */
  public static Key<PriceListVersion> key(TenantId owner, String listId, long number) {
    return new Key<>(owner, KIND, prefix(listId) + id(number));
  }

  /** {@return all versions of a list, in the order of their numbers} */
  public static Scan<PriceListVersion> of(TenantId owner, String listId) {
    return Scan.prefixed(owner, KIND, prefix(listId));
  }

  private static String prefix(String listId) {
    return listId + "/";
  }

  /** {@return its id in the list; ids have the order of the numbers} */
  String id() {
    return id(number);
  }

  private static String id(long number) {
    return String.format(Locale.ROOT, "v%03d", number);
  }

  static PriceListVersion of(long number, PriceListTerms terms, Instant at) {
    return new PriceListVersion(
      number,
      terms.getCurrency(),
      terms.getEffectiveFrom(),
      terms.getPrices().stream().map(Price::fromAvro).toList(),
      at
    );
  }
}
