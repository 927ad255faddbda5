package io.keyfold.chaos.cli;

import io.keyfold.chaos.cluster.ComposeCluster;
import io.keyfold.chaos.fault.Fault;
import io.keyfold.chaos.load.Load;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The command line. */
final class Arguments {

  private static final Set<String> FLAGS = Set.of(
    "--home",
    "--cluster",
    "--only",
    "--key",
    "--writers",
    "--resolvers",
    "--callers",
    "--pause-ms",
    "--steady-s",
    "--json",
    "--port",
    "--libfaketime",
    "--spool",
    "--upgrade-to",
    "--keep"
  );

  private final Map<String, String> values;

  private Arguments(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads {@code --flag value} and {@code --flag=value}.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  static Arguments parse(List<String> args) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < args.size(); i++) {
      String[] parts = args.get(i).split("=", 2);
      if (!FLAGS.contains(parts[0])) {
        throw new IllegalArgumentException("unknown flag: " + parts[0]);
      }
      if (parts.length == 1 && i + 1 == args.size()) {
        throw new IllegalArgumentException(parts[0] + " needs a value");
      }
      values.put(parts[0], parts.length == 2 ? parts[1] : args.get(++i));
    }
    return new Arguments(values);
  }

  /** {@return the checkout} */
  Path home() {
    return Path.of(values.getOrDefault("--home", ".")).toAbsolutePath().normalize();
  }

  /** {@return standalone or compose} */
  String cluster() {
    return values.getOrDefault("--cluster", "compose");
  }

  /** {@return how to run the cluster of compose} */
  ComposeCluster.Settings compose() {
    return new ComposeCluster.Settings(
      key(),
      number("--port", 8080),
      values.getOrDefault("--libfaketime", ""),
      values.getOrDefault("--spool", ""),
      values.getOrDefault("--upgrade-to", ""),
      values.getOrDefault("--keep", "false").equals("true")
    );
  }

  /** {@return the first API key} */
  String key() {
    return values.getOrDefault("--key", "kf_sk_chaos-first-key-of-all-00000001");
  }

  Load.Size size() {
    return new Load.Size(
      number("--writers", 32),
      number("--resolvers", 32),
      number("--callers", 8),
      Duration.ofMillis(number("--pause-ms", 200))
    );
  }

  Duration steady() {
    return Duration.ofSeconds(number("--steady-s", 10));
  }

  @Nullable
  Path json() {
    String file = values.get("--json");
    return file == null ? null : Path.of(file);
  }

  /**
   * {@return the faults to run} A name ending in {@code *} chooses all that begin so.
   *
   * @throws IllegalArgumentException if there is none of a name
   */
  List<Fault> chosen(List<Fault> faults) {
    String only = values.get("--only");
    if (only == null) {
      return faults;
    }
    List<Fault> chosen = new ArrayList<>();
    for (String name : only.split(",", -1)) {
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

  private int number(String flag, int otherwise) {
    String text = values.getOrDefault(flag, Integer.toString(otherwise));
    if (!text.matches("\\d{1,6}")) {
      throw new IllegalArgumentException(flag + " needs a number, not: " + text);
    }
    return Integer.parseInt(text);
  }
}
