package io.keyfold.ledger.cost;

import io.keyfold.ledger.prices.PriceInterval;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The prices of a tool's operations during a time, in which they do not change.
 *
 * @param providerId the provider
 * @param tool key of the tool; empty for all tools without a segment of their own
 * @param meter what is counted
 * @param start start of the time
 * @param end end of the time, exclusive
 * @param list the list price; null if there is none
 * @param contract the contract's price; null if there is none
 */
record PriceSegment(
  String providerId,
  String tool,
  String meter,
  Instant start,
  Instant end,
  @Nullable PriceInterval list,
  @Nullable PriceInterval contract
) {
  /** {@return the price that counts: the contract's, otherwise the list price} */
  PriceInterval effective() {
    return contract == null ? Objects.requireNonNull(list) : contract;
  }

  boolean continues(PriceSegment before) {
    return start.equals(before.end) && Objects.equals(list, before.list) && Objects.equals(contract, before.contract);
  }

  PriceSegment until(Instant later) {
    return new PriceSegment(providerId, tool, meter, start, later, list, contract);
  }
}
