package io.keyfold.benchmarks.cli;

import io.keyfold.benchmarks.ledger.LedgerOptions;
import io.keyfold.benchmarks.ledger.LedgerRun;
import io.keyfold.benchmarks.load.LoadOptions;
import io.keyfold.benchmarks.load.LoadRun;
import io.keyfold.benchmarks.objects.ObjectsOptions;
import io.keyfold.benchmarks.objects.ObjectsRun;
import io.keyfold.benchmarks.refresh.RefreshOptions;
import io.keyfold.benchmarks.refresh.RefreshRun;
import io.keyfold.benchmarks.relay.RelayOptions;
import io.keyfold.benchmarks.relay.RelayRun;
import io.keyfold.benchmarks.report.Table;

/** The entry point of the runs against a standalone. JMH has its own. */
public final class Main {

  private Main() {}

  /** Runs the command of the arguments. Exits explicitly, because Kafka clients may leave threads behind. */
  public static void main(String[] args) {
    System.exit(Commands.over(new Printed(new Table(System.out))).execute(args));
  }

  /** The runs; they print their results to the table. */
  private record Printed(Table table) implements Runs {
    @Override
    public void load(LoadOptions options) throws Exception {
      LoadRun.run(options, table);
    }

    @Override
    public void objects(ObjectsOptions options) throws Exception {
      ObjectsRun.run(options, table);
    }

    @Override
    public void refresh(RefreshOptions options) throws Exception {
      RefreshRun.run(options, table);
    }

    @Override
    public void relay(RelayOptions options) throws Exception {
      RelayRun.run(options, table);
    }

    @Override
    public void ledger(LedgerOptions options) throws Exception {
      LedgerRun.run(options, table);
    }
  }
}
