package io.keyfold.chaos.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  /** Drops what goes to the others and what comes from them; neither is told. */
  void cut(String part, List<String> others) throws IOException, InterruptedException {
    for (String other : others) {
      iptables(part, "-A", "OUTPUT", "-d", address(other), "-j", "DROP");
      iptables(part, "-A", "INPUT", "-s", address(other), "-j", "DROP");
    }
  }

  void uncut(String part) throws IOException, InterruptedException {
    iptables(part, "-F");
  }

  private void iptables(String part, String... arguments) throws IOException, InterruptedException {
    String pid = shell.run(BOUND, List.of("docker", "inspect", "-f", "{{.State.Pid}}", name(part))).strip();
    List<String> command = new ArrayList<>(List.of("nsenter", "-t", pid, "-n", "iptables"));
    command.addAll(List.of(arguments));
    shell.run(BOUND, command);
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
