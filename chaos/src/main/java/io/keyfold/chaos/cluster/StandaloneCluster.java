package io.keyfold.chaos.cluster;

import io.keyfold.chaos.http.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One {@code bin/keyfold up}; the process is the only component. */
public final class StandaloneCluster implements Cluster {

  private static final String COMPONENT = "keyfold";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /**
   * A restart reuses the ports, since the load continues. They are outside of the operating system's ephemeral range,
   * so that no connection of the load takes one while the process is down.
   */
  private static final int LOWEST_PORT = 20_000;
  private static final int HIGHEST_PORT = 30_000;
  private static final int ATTEMPTS = 5;

  private final Shell shell = new Shell(Map.of());
  private final ReadinessProbe probe = new ReadinessProbe(Api.client());
  private final Path script;
  private final Path data;
  private final String key;
  private final int port;
  private final int kafkaPort;
  private final int managementPort;
  private @Nullable Process process;

  private StandaloneCluster(Path script, Path data, String key) {
    this.script = script;
    this.data = data;
    this.key = key;
    int[] ports = ThreadLocalRandom.current().ints(LOWEST_PORT, HIGHEST_PORT).distinct().limit(3).toArray();
    this.port = ports[0];
    this.kafkaPort = ports[1];
    this.managementPort = ports[2];
  }

  /**
   * Starts a process and waits until it is ready. A failure may be caused by a port in use, so up to {@value #ATTEMPTS}
   * attempts are made with other ports.
   *
   * @param script path of {@code bin/keyfold}
   * @param data its data folder
   * @param key the first API key
   */
  public static StandaloneCluster start(Path script, Path data, String key) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      StandaloneCluster cluster = new StandaloneCluster(script, data, key);
      try {
        cluster.start(List.of(COMPONENT));
        return cluster;
      } catch (ClusterFailure e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public List<Instance> instances() {
    return Stream.of("deployment-service", "authconfig-service", "session-service", "ledger-service")
      .map(service -> new Instance(COMPONENT, service, url(), management() + "/" + service + "/actuator"))
      .toList();
  }

  @Override
  public List<String> brokers() {
    return List.of(COMPONENT);
  }

  @Override
  public String registry() {
    return COMPONENT;
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + kafkaPort;
  }

  @Override
  public String registryUrl() {
    return management() + "/registry";
  }

  @Override
  public String suiteHost() {
    return "127.0.0.1";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.KILL, Capability.PAUSE);
  }

  @Override
  public String controller() {
    return COMPONENT;
  }

  @Override
  public void awaitReady() throws InterruptedException {
    probe.await(List.of(management() + "/health/ready"));
  }

  @Override
  public void kill(List<String> components) throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().waitFor();
      process = null;
    }
  }

  @Override
  public void start(List<String> components) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(
      script.toString(),
      "up",
      "--port=" + port,
      "--kafka-port=" + kafkaPort,
      "--management-port=" + managementPort,
      "--data=" + data
    );
    builder.environment().put("KEYFOLD_BOOTSTRAP_KEY", key);
    builder.environment().put("KEYFOLD_EGRESS_ALLOW_PRIVATE", "true");
    builder.environment().put("KEYFOLD_MANAGEMENT_ENDPOINTS", Instance.ENDPOINTS);
    Process started = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process = started;
    BufferedReader lines = started.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    while (line != null && !line.startsWith("ready ")) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new ClusterFailure("bin/keyfold did not start; see its messages above");
    }
  }

  @Override
  public void pause(List<String> components) throws IOException, InterruptedException {
    signal("-STOP");
  }

  @Override
  public void resume(List<String> components) throws IOException, InterruptedException {
    signal("-CONT");
  }

  @Override
  public void close() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Process running = process;
    if (running != null) {
      shell.run(TIMEOUT, List.of("kill", signal, Long.toString(running.pid())));
    }
  }

  private String management() {
    return "http://127.0.0.1:" + managementPort;
  }
}
