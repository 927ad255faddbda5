package io.keyfold.benchmarks.ledger;

import java.nio.file.Path;
import java.util.List;

/**
 * The options of the ledger benchmark.
 *
 * @param home root of the checkout
 * @param calls numbers of tool calls of the measured tenant; each is measured with a store of its own. Other tenants have
 *     a quarter of it in addition
 * @param logged number of tool calls on the log from which a store is rebuilt; 0 for none
 * @param runs runs of each query
 */
public record LedgerOptions(Path home, List<Long> calls, int logged, int runs) {
  private static final long FEW = 10_000;

  /** Validates the options. */
  public LedgerOptions {
    calls = List.copyOf(calls);
    if (calls.stream().anyMatch(count -> count < FEW) || logged < 0 || runs < 1) {
      throw new IllegalArgumentException(
        "--calls must be at least " + FEW + ", --log at least 0 and --runs at least 1"
      );
    }
  }
}
