package io.keyfold.benchmarks.cli;

import io.keyfold.benchmarks.ledger.LedgerOptions;
import io.keyfold.benchmarks.load.LoadOptions;
import io.keyfold.benchmarks.load.OperationGroup;
import io.keyfold.benchmarks.objects.ObjectsOptions;
import io.keyfold.benchmarks.refresh.RefreshOptions;
import io.keyfold.benchmarks.relay.RelayOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line. A usage error prints one line that names the option on standard error; the exit code is 2. */
@Command(
  name = "keyfold-bench",
  description = "Measures Keyfold and the limits of the same machine.%n",
  commandListHeading = "%nCommands:%n",
  usageHelpWidth = 110,
  footer = {
    "  jmh [PATTERN] [JMH OPTIONS]",
    "           Runs the JMH benchmarks of single hot paths; -h lists JMH's options, -l the benchmarks.",
    "",
    "'keyfold-bench COMMAND --help' shows the options of a command.",
  }
)
final class Commands {

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = { "-h", "--help" }, usageHelp = true, scope = ScopeType.INHERIT, description = "Shows this help.")
  // Only picocli reads this field.
  @SuppressWarnings("UnusedVariable")
  private boolean help;

  @Option(names = "--home", hidden = true, scope = ScopeType.INHERIT)
  private Path home = Path.of(".");

  private final Runs runs;

  private Commands(Runs runs) {
    this.runs = runs;
  }

  /** {@return the command line that starts these runs; exceptions of a run are not caught} */
  static CommandLine over(Runs runs) {
    return new CommandLine(new Commands(runs))
      .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
      .setParameterExceptionHandler((e, arguments) -> {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        e.getCommandLine()
          .getErr()
          .println("keyfold-bench: " + line);
        return CommandLine.ExitCode.USAGE;
      });
  }

  @Command(
    name = "load",
    description = {
      "Starts a standalone and reference servers, applies load and prints a table.",
      "It contains throughput, latency, CPU time per operation of server and load generator, ratios and goals.%n",
    }
  )
  void load(
    @Option(
      names = "--acts",
      paramLabel = "N",
      defaultValue = "20000",
      description = "operations of each kind at several connections; a fifth of it at one (default: ${DEFAULT-VALUE})"
    ) int acts,
    @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "8000",
      description = "operations of each kind before the measurements (default: ${DEFAULT-VALUE})"
    ) int warmUp,
    @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5000",
      description = "usage records per second, for --seconds (default: ${DEFAULT-VALUE})"
    ) int rate,
    @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "duration of the load of --rate, in seconds (default: ${DEFAULT-VALUE})"
    ) int seconds,
    @Option(
      names = "--operations",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "resolve,tool-call,create,usage",
      description = "what is measured, with its references (default: ${DEFAULT-VALUE})"
    ) List<String> operations,
    @Option(
      names = "--connections",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,16,64",
      description = "numbers of connections (default: ${DEFAULT-VALUE})"
    ) List<Integer> connections
  ) throws Exception {
    runs.load(
      valid(() -> {
        Set<OperationGroup> groups = operations.stream().map(OperationGroup::of).collect(Collectors.toSet());
        return new LoadOptions(home.toAbsolutePath(), acts, warmUp, rate, seconds, groups, connections);
      })
    );
  }

  @Command(
    name = "objects",
    description = {
      "Fills a standalone with many objects and prints the cost of a start and of resolving.",
      "Starts are measured with and without local stores; resolving is compared with 1,000 objects.%n",
    }
  )
  void objects(
    @Option(
      names = "--objects",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "number of deployments, each with an auth config (default: ${DEFAULT-VALUE})"
    ) int objects,
    @Option(
      names = "--tenants",
      paramLabel = "N",
      defaultValue = "1000",
      description = "number of tenants (default: ${DEFAULT-VALUE})"
    ) int tenants,
    @Option(
      names = "--acts",
      paramLabel = "N",
      defaultValue = "20000",
      description = "resolutions per measurement (default: ${DEFAULT-VALUE})"
    ) int acts,
    @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "an empty or new data folder, which is kept; default: a temporary one, which is deleted"
    ) @Nullable Path data
  ) throws Exception {
    runs.objects(
      valid(() -> new ObjectsOptions(home.toAbsolutePath(), objects, tenants, acts, Optional.ofNullable(data)))
    );
  }

  @Command(
    name = "refresh",
    description = {
      "Lets many callers ask for credentials whose access tokens have expired, all at once.",
      "The provider takes its time and its refresh tokens work once; prints provider calls, reuses and latencies.%n",
    }
  )
  void refresh(
    @Option(
      names = "--credentials",
      paramLabel = "N",
      defaultValue = "100",
      description = "number of credentials (default: ${DEFAULT-VALUE})"
    ) int credentials,
    @Option(
      names = "--callers",
      paramLabel = "N",
      defaultValue = "20",
      description = "concurrent callers of each credential (default: ${DEFAULT-VALUE})"
    ) int callers,
    @Option(
      names = "--delays",
      paramLabel = "SECONDS",
      split = ",",
      defaultValue = "0.2,12,30",
      description = "seconds that the provider takes to respond, one round each (default: ${DEFAULT-VALUE})"
    ) List<Double> delays,
    @Option(
      names = "--url",
      paramLabel = "URL",
      description = "a running Keyfold that may call this machine; default: a standalone is started"
    ) @Nullable String url,
    @Option(names = "--key", paramLabel = "KEY", description = "an API key of it with all scopes") @Nullable String key,
    @Option(
      names = "--this-machine",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "host name by which it reaches this machine (default: ${DEFAULT-VALUE})"
    ) String thisMachine
  ) throws Exception {
    runs.refresh(
      valid(() -> {
        List<Duration> times = delays.stream().map(Commands::millis).toList();
        return new RefreshOptions(home.toAbsolutePath(), credentials, callers, times, url, key, thisMachine);
      })
    );
  }

  @Command(
    name = "relay",
    description = {
      "Calls good MCP servers over sessions that also have a slow and a flapping one.",
      "Phases without and with calls of these two alternate; prints latencies, their ratio and the times of lists.%n",
    }
  )
  void relay(
    @Option(
      names = "--sessions",
      paramLabel = "N",
      defaultValue = "20",
      description = "number of sessions, each with all five servers (default: ${DEFAULT-VALUE})"
    ) int sessions,
    @Option(
      names = "--callers",
      paramLabel = "N",
      defaultValue = "200",
      description = "callers of the three good servers (default: ${DEFAULT-VALUE})"
    ) int callers,
    @Option(
      names = "--pause",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "pause of these callers between their calls, in seconds (default: ${DEFAULT-VALUE})"
    ) double pause,
    @Option(
      names = "--slow-callers",
      paramLabel = "N",
      defaultValue = "40",
      description = "callers of the slow server (default: ${DEFAULT-VALUE})"
    ) int slowCallers,
    @Option(
      names = "--flapping-callers",
      paramLabel = "N",
      defaultValue = "20",
      description = "callers of the flapping server, with a pause of 1 s between calls (default: ${DEFAULT-VALUE})"
    ) int flappingCallers,
    @Option(
      names = "--slow",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "seconds that the slow server takes for each response (default: ${DEFAULT-VALUE})"
    ) double slow,
    @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "4",
      description = "number of rounds of two phases each (default: ${DEFAULT-VALUE})"
    ) int rounds,
    @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "duration of a phase, in seconds (default: ${DEFAULT-VALUE})"
    ) int seconds
  ) throws Exception {
    runs.relay(
      valid(() ->
        new RelayOptions(
          home.toAbsolutePath(),
          sessions,
          callers,
          millis(pause),
          slowCallers,
          flappingCallers,
          millis(slow),
          rounds,
          Duration.ofSeconds(seconds)
        )
      )
    );
  }

  @Command(
    name = "ledger",
    description = {
      "Fills stores of ledger-service with tool calls, and queries and rebuilds them.",
      "Prints rates of appending, bytes per call, memory, and the median and slowest time of each query.%n",
    }
  )
  void ledger(
    @Option(
      names = "--calls",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000000",
      description = "numbers of calls of the queried tenant, one store each (default: ${DEFAULT-VALUE})"
    ) List<Long> calls,
    @Option(
      names = "--log",
      paramLabel = "N",
      defaultValue = "100000",
      description = "number of calls on the log of the rebuild; 0 skips it (default: ${DEFAULT-VALUE})"
    ) int logged,
    @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "10",
      description = "runs of each query (default: ${DEFAULT-VALUE})"
    ) int runs
  ) throws Exception {
    this.runs.ledger(valid(() -> new LedgerOptions(home.toAbsolutePath(), calls, logged, runs)));
  }

  private static Duration millis(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }

  /** Reports what the options reject as a usage error. */
  private <T> T valid(Supplier<T> options) {
    try {
      return options.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
