package io.keyfold.chaos.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs docker commands on the containers of a compose project, and iptables rules in their network namespaces. */
record Containers(Shell shell, String project, Map<String, String> addresses) {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  /** Runs a docker command on all given components at once. */
  void docker(String verb, List<String> components) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker", verb));
    components.forEach(component -> command.add(name(component)));
    shell.run(TIMEOUT, command);
  }

  /** Runs a command in a component. */
  void execute(String component, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker", "exec", name(component)));
    command.addAll(arguments);
    shell.run(TIMEOUT, command);
  }

  /** Limits the CPUs of a component. */
  void limit(String component, String cpus) throws IOException, InterruptedException {
    shell.run(TIMEOUT, List.of("docker", "update", "--cpus", cpus, name(component)));
  }

  /**
   * Drops packets between a component and others. Rules are set in the network namespaces of the others, since a
   * restart gives the component a new one.
   */
  void cut(String component, List<String> others) throws IOException, InterruptedException {
    rules("-A", component, others);
  }

  void reconnect(String component, List<String> others) throws IOException, InterruptedException {
    rules("-D", component, others);
  }

  /** Sets all rules in one command, so that all connections are cut at the same time. */
  private void rules(String action, String component, List<String> others) throws IOException, InterruptedException {
    List<String> inspect = new ArrayList<>(List.of("docker", "inspect", "-f", "{{.State.Pid}}"));
    others.forEach(other -> inspect.add(name(other)));
    String address = address(component);
    String rules = shell
      .run(TIMEOUT, inspect)
      .lines()
      .flatMap(pid ->
        Stream.of("OUTPUT -d ", "INPUT -s ").map(
          chain -> "nsenter -t " + pid + " -n iptables " + action + " " + chain + address + " -j DROP"
        )
      )
      .collect(Collectors.joining(" && "));
    shell.run(TIMEOUT, List.of("sh", "-c", rules));
  }

  private String address(String component) {
    String address = addresses.get(component);
    if (address == null) {
      throw new IllegalArgumentException("unknown address of " + component);
    }
    return address;
  }

  private String name(String component) {
    return project + "-" + component + "-1";
  }
}
