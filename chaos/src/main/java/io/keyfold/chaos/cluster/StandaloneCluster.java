package io.keyfold.chaos.cluster;

import io.keyfold.chaos.http.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code bin/keyfold up}: one process, which is the only part. */
public final class StandaloneCluster implements Cluster {

  private static final String PART = "keyfold";
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final Shell shell = new Shell(Map.of());
  private final Probe probe = new Probe(Api.client());
  private final Path script;
  private final Path data;
  private final String key;
  private final int port;
  private final int kafkaPort;
  private final int managementPort;
  private @Nullable Process process;

  private StandaloneCluster(Path script, Path data, String key) throws IOException {
    this.script = script;
    this.data = data;
    this.key = key;
    this.port = freePort();
    this.kafkaPort = freePort();
    this.managementPort = freePort();
  }

  /**
   * Starts one.
   *
   * @param script {@code bin/keyfold}
   * @param data its data folder
   * @param key the first API key
   */
  public static StandaloneCluster start(Path script, Path data, String key) throws IOException, InterruptedException {
    StandaloneCluster cluster = new StandaloneCluster(script, data, key);
    cluster.start(List.of(PART));
    return cluster;
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public List<Instance> instances() {
    return Stream.of("deployment-service", "authconfig-service", "session-service")
      .map(service -> new Instance(PART, service, url(), management() + "/" + service + "/actuator"))
      .toList();
  }

  @Override
  public List<String> brokers() {
    return List.of(PART);
  }

  @Override
  public String registry() {
    return PART;
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
  public String hostOfSuite() {
    return "127.0.0.1";
  }

  @Override
  public Set<Capability> abilities() {
    return EnumSet.of(Capability.KILL, Capability.PAUSE);
  }

  @Override
  public String controller() {
    return PART;
  }

  @Override
  public void awaitReady() throws InterruptedException {
    probe.await(List.of(management() + "/health/ready"));
  }

  @Override
  public void kill(List<String> parts) throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().waitFor();
      process = null;
    }
  }

  @Override
  public void start(List<String> parts) throws IOException, InterruptedException {
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
      throw new ClusterFailure("bin/keyfold does not start; what is wrong stands above");
    }
  }

  @Override
  public void pause(List<String> parts) throws IOException, InterruptedException {
    signal("-STOP");
  }

  @Override
  public void resume(List<String> parts) throws IOException, InterruptedException {
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
      shell.run(BOUND, List.of("kill", signal, Long.toString(running.pid())));
    }
  }

  private String management() {
    return "http://127.0.0.1:" + managementPort;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
