package io.keyfold.benchmarks.cli;

import io.keyfold.benchmarks.ledger.LedgerOptions;
import io.keyfold.benchmarks.load.LoadOptions;
import io.keyfold.benchmarks.objects.ObjectsOptions;
import io.keyfold.benchmarks.refresh.RefreshOptions;
import io.keyfold.benchmarks.relay.RelayOptions;

/** The runs that the commands start. */
interface Runs {
  /** Applies load to a standalone. */
  void load(LoadOptions options) throws Exception;

  /** Starts a standalone with many objects. */
  void objects(ObjectsOptions options) throws Exception;

  /** Lets many callers ask for expired credentials. */
  void refresh(RefreshOptions options) throws Exception;

  /** Calls good MCP servers beside a slow and a flapping one. */
  void relay(RelayOptions options) throws Exception;

  /** Fills and queries stores of ledger-service. */
  void ledger(LedgerOptions options) throws Exception;
}
