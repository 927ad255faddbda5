package io.keyfold.chaos.cli;

import io.keyfold.chaos.cluster.ComposeCluster;
import io.keyfold.chaos.fault.Fault;
import io.keyfold.chaos.load.Load;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/**
 * The command line; picocli sets the fields. A usage error prints one line that names the option on standard error; the
 * exit code is 2.
 */
@Command(
  name = "keyfold-chaos",
  description = {
    "Starts the cluster, injects each fault under load, and verifies the guarantees afterwards:",
    "no acknowledged write lost or applied twice, usage totals equal to what callers counted, views equal on all instances.",
    "Prints one table; exits with 0 if every fault passed.%n",
  },
  abbreviateSynopsis = true,
  sortOptions = false,
  usageHelpWidth = 120
)
final class Arguments implements Callable<Integer> {

  @Option(names = { "-h", "--help" }, usageHelp = true, description = "Shows this help.")
  // Only picocli reads this field.
  @SuppressWarnings("UnusedVariable")
  private boolean help;

  @Option(names = "--home", hidden = true)
  private Path home = Path.of(".");

  @Option(
    names = "--cluster",
    paramLabel = "compose|standalone",
    description = "compose: docker compose with the files of this checkout; standalone: one `bin/keyfold up` (default: ${DEFAULT-VALUE})"
  )
  private String cluster = "compose";

  @Option(
    names = "--only",
    split = ",",
    paramLabel = "FAULT",
    description = "faults by name; a name ending in * selects all with that prefix"
  )
  private List<String> only = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "also writes the results to this file")
  private @Nullable Path json;

  @Option(names = "--writers", paramLabel = "N", description = "concurrent writers (default: ${DEFAULT-VALUE})")
  private int writers = 32;

  @Option(
    names = "--resolvers",
    paramLabel = "N",
    description = "concurrent credential resolvers (default: ${DEFAULT-VALUE})"
  )
  private int resolvers = 32;

  @Option(names = "--callers", paramLabel = "N", description = "concurrent tool callers (default: ${DEFAULT-VALUE})")
  private int callers = 8;

  @Option(
    names = "--pause-ms",
    paramLabel = "MS",
    description = "average pause of each after a request (default: ${DEFAULT-VALUE})"
  )
  private int pauseMillis = 200;

  @Option(
    names = "--steady-s",
    paramLabel = "SECONDS",
    description = "load without a fault, before and after each fault (default: ${DEFAULT-VALUE})"
  )
  private int steadySeconds = 10;

  @Option(names = "--key", paramLabel = "KEY", description = "the first API key")
  private String key = "kf_sk_chaos-first-key-of-all-00000001";

  @Option(
    names = "--port",
    paramLabel = "PORT",
    description = "host port of the gateway of compose (default: ${DEFAULT-VALUE})"
  )
  private int port = 8080;

  @Option(
    names = "--libfaketime",
    paramLabel = "FILE",
    description = "path of libfaketime; required by the clock faults"
  )
  private String libfaketime = "";

  @Option(
    names = "--spool",
    paramLabel = "SIZE",
    description = "capacity of a usage spool, e.g. 128KB; required by the fault spool-full"
  )
  private String spool = "";

  @Option(
    names = "--upgrade-to",
    paramLabel = "IMAGE",
    description = "image that services are upgraded to; required by the fault rolling-upgrade"
  )
  private String upgrade = "";

  @Option(names = "--keep", arity = "0..1", paramLabel = "true", description = "leaves the cluster of compose running")
  private boolean keep;

  private final Suite suite;

  private Arguments(Suite suite) {
    this.suite = suite;
  }

  /** Runs the faults. */
  @FunctionalInterface
  interface Suite {
    /** {@return the exit code} */
    int run(Arguments arguments) throws Exception;
  }

  /** {@return the command line that starts the suite} */
  static CommandLine over(Suite suite) {
    return new CommandLine(new Arguments(suite))
      .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
      .setParameterExceptionHandler((e, arguments) -> {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        e.getCommandLine()
          .getErr()
          .println("keyfold-chaos: " + line);
        return CommandLine.ExitCode.USAGE;
      });
  }

  @Override
  public Integer call() throws Exception {
    return suite.run(this);
  }

  /** {@return the checkout} */
  Path home() {
    return home.toAbsolutePath().normalize();
  }

  /** {@return standalone or compose} */
  String cluster() {
    return cluster;
  }

  /** {@return how to run the cluster of compose} */
  ComposeCluster.Settings compose() {
    return new ComposeCluster.Settings(key, port, libfaketime, spool, upgrade, keep);
  }

  /** {@return the first API key} */
  String key() {
    return key;
  }

  Load.Size size() {
    return new Load.Size(writers, resolvers, callers, Duration.ofMillis(pauseMillis));
  }

  Duration steady() {
    return Duration.ofSeconds(steadySeconds);
  }

  @Nullable
  Path json() {
    return json;
  }

  /**
   * {@return the faults to run} A name ending in {@code *} selects all with that prefix.
   *
   * @throws IllegalArgumentException if no fault has one of the names
   */
  List<Fault> chosen(List<Fault> faults) {
    if (only.isEmpty()) {
      return faults;
    }
    List<Fault> chosen = new ArrayList<>();
    for (String name : only) {
      List<Fault> fitting = faults
        .stream()
        .filter(fault ->
          name.endsWith("*") ? fault.name().startsWith(name.substring(0, name.length() - 1)) : fault.name().equals(name)
        )
        .toList();
      if (fitting.isEmpty()) {
        String names = String.join(", ", faults.stream().map(Fault::name).toList());
        throw new IllegalArgumentException("no fault " + name + "; there are " + names);
      }
      chosen.addAll(fitting);
    }
    return chosen;
  }
}
