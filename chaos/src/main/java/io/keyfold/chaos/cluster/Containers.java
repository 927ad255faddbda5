package io.keyfold.chaos.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The containers of a compose project, and their networks as the machine's root sees them. */
record Containers(Shell shell, String project, Map<String, String> addresses) {
  private static final Duration BOUND = Duration.ofSeconds(90);

  /** Does something to all of them at once. */
  void docker(String verb, List<String> parts) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker", verb));
    parts.forEach(part -> command.add(name(part)));
    shell.run(BOUND, command);
  }

  /** Runs a command in one. */
  void execute(String part, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker", "exec", name(part)));
    command.addAll(arguments);
    shell.run(BOUND, command);
  }

  /** Limits the processor time of one. */
  void limit(String part, String cpus) throws IOException, InterruptedException {
    shell.run(BOUND, List.of("docker", "update", "--cpus", cpus, name(part)));
  }

  /**
   * Drops what goes to a part from the others, and what comes from it; neither is told. In the networks of the others: that of the
   * part is a new one when it starts again.
   */
  void cut(String part, List<String> others) throws IOException, InterruptedException {
    rules("-A", part, others);
  }

  void uncut(String part, List<String> others) throws IOException, InterruptedException {
    rules("-D", part, others);
  }

  /** In one go: a cable is cut at once, and not broker by broker. */
  private void rules(String action, String part, List<String> others) throws IOException, InterruptedException {
    List<String> inspect = new ArrayList<>(List.of("docker", "inspect", "-f", "{{.State.Pid}}"));
    others.forEach(other -> inspect.add(name(other)));
    String address = address(part);
    String rules = shell
      .run(BOUND, inspect)
      .lines()
      .flatMap(pid ->
        Stream.of("OUTPUT -d ", "INPUT -s ").map(
          chain -> "nsenter -t " + pid + " -n iptables " + action + " " + chain + address + " -j DROP"
        )
      )
      .collect(Collectors.joining(" && "));
    shell.run(BOUND, List.of("sh", "-c", rules));
  }

  private String address(String part) {
    String address = addresses.get(part);
    if (address == null) {
      throw new IllegalArgumentException("no address is known of " + part);
    }
    return address;
  }

  private String name(String part) {
    return project + "-" + part + "-1";
  }
}
