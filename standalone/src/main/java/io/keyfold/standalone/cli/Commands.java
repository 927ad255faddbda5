package io.keyfold.standalone.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line. A usage error prints one line that names the option on standard error; the exit code is 2. */
@Command(
  name = "keyfold",
  description = "Runs Keyfold on this machine.%n",
  sortOptions = false,
  commandListHeading = "%nCommands:%n",
  usageHelpWidth = 110,
  footer = {
    "  build    Builds what is missing and prepares quick starts, as every command does first, and exits.",
    "",
    "KEYFOLD_BOOTSTRAP_KEY sets the first API key; default: generated and printed once, at the first start.",
  }
)
final class Commands {

  @Option(names = { "-h", "--help" }, usageHelp = true, scope = ScopeType.INHERIT, description = "Shows this help.")
  // Only picocli reads this field.
  @SuppressWarnings("UnusedVariable")
  private boolean help;

  @Mixin
  private final ServerOptions server = new ServerOptions();

  private final Actions actions;

  private Commands(Actions actions) {
    this.actions = actions;
  }

  /** {@return the command line that starts these actions; without colours, which avoids detecting a terminal} */
  static CommandLine over(Actions actions) {
    return new CommandLine(new Commands(actions))
      .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
      .setParameterExceptionHandler((e, arguments) -> {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("keyfold: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " (see --help)");
        return CommandLine.ExitCode.USAGE;
      });
  }

  @Command(
    name = "up",
    description = {
      "Starts Keyfold with a Kafka broker and a schema registry in one process.",
      "Prints \"ready http://127.0.0.1:PORT\" when it accepts requests.%n",
    }
  )
  int up() {
    return actions.up(server.options());
  }

  @Command(
    name = "rebuild",
    description = {
      "Deletes every local store, rebuilds them from the log, prints the progress, and exits.",
      "The log is the source of truth; every store is derived from it.%n",
    }
  )
  int rebuild() {
    return actions.rebuild(server.options());
  }

  @Command(
    name = "demo",
    description = {
      "Starts Keyfold with a sandbox MCP server, runs the main use case over HTTP and prints each step.",
      "Continues to serve, or exits with --exit.%n",
    }
  )
  int demo(@Option(names = "--exit", description = "exits after the main use case instead of serving") boolean exit) {
    return actions.demo(server.options(), exit);
  }
}
