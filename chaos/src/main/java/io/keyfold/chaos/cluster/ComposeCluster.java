package io.keyfold.chaos.cluster;

import io.keyfold.chaos.http.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * The cluster of {@code docker-compose.yml} and {@code chaos/compose.yml}. Its components are containers on one Linux
 * machine. {@link #cut} needs root.
 */
public final class ComposeCluster implements Cluster {

  private static final String PROJECT = "keyfold-chaos";
  private static final Duration COMPOSE_TIMEOUT = Duration.ofMinutes(8);
  private static final Map<String, String> ADDRESSES = Map.ofEntries(
    Map.entry("deployment-service-1", "10.213.77.11"),
    Map.entry("deployment-service-2", "10.213.77.12"),
    Map.entry("authconfig-service-1", "10.213.77.21"),
    Map.entry("authconfig-service-2", "10.213.77.22"),
    Map.entry("session-service-1", "10.213.77.31"),
    Map.entry("session-service-2", "10.213.77.32"),
    Map.entry("ledger-service-1", "10.213.77.61"),
    Map.entry("ledger-service-2", "10.213.77.62"),
    Map.entry("kafka-1", "10.213.77.41"),
    Map.entry("kafka-2", "10.213.77.42"),
    Map.entry("kafka-3", "10.213.77.43"),
    Map.entry("registry", "10.213.77.51")
  );

  private final Path home;
  private final Settings settings;
  private final Path workFolder;
  private final Shell shell;
  private final Containers containers;
  private final ReadinessProbe probe = new ReadinessProbe(Api.client());

  /**
   * How to run the cluster.
   *
   * @param key the first API key
   * @param port host port of the gateway
   * @param libfaketime path of libfaketime; empty for none
   * @param spool capacity of a usage spool; empty for the default
   * @param upgrade image that services are upgraded to; empty for none
   * @param keep whether to leave the cluster running on close
   */
  public record Settings(String key, int port, String libfaketime, String spool, String upgrade, boolean keep) {
    /** {@return a text without the key} */
    @Override
    public String toString() {
      return "Settings[" + port + "]";
    }
  }

  private ComposeCluster(Path home, Settings settings) throws IOException {
    this.home = home;
    this.settings = settings;
    // The same folder for each run, so that a cluster that was kept is reused.
    this.workFolder = Files.createDirectories(home.resolve("chaos/target/cluster"));
    Map<String, String> environment = new HashMap<>();
    environment.put("KEYFOLD_BOOTSTRAP_KEY", settings.key());
    environment.put("KEYFOLD_PORT", Integer.toString(settings.port()));
    environment.put("KEYFOLD_EGRESS_ALLOW_PRIVATE", "true");
    environment.put("KEYFOLD_MANAGEMENT_ENDPOINTS", Instance.ENDPOINTS);
    environment.put("CHAOS_FOLDER", workFolder.toString());
    environment.put("CHAOS_SPOOL", settings.spool().isEmpty() ? "256MB" : settings.spool());
    environment.put("CHAOS_PRELOAD", settings.libfaketime().isEmpty() ? "" : "/chaos/libfaketime.so");
    this.shell = new Shell(environment);
    this.containers = new Containers(shell, PROJECT, ADDRESSES);
  }

  /**
   * Starts a cluster and waits until it is ready.
   *
   * @param home root of the checkout
   */
  public static ComposeCluster start(Path home, Settings settings) throws IOException, InterruptedException {
    ComposeCluster cluster = new ComposeCluster(home, settings);
    for (Instance instance : cluster.instances()) {
      Path instanceFolder = Files.createDirectories(cluster.workFolder.resolve(instance.component()));
      Files.writeString(instanceFolder.resolve("clock"), "+0");
      if (!settings.libfaketime().isEmpty()) {
        Files.copy(
          Path.of(settings.libfaketime()),
          instanceFolder.resolve("libfaketime.so"),
          StandardCopyOption.REPLACE_EXISTING
        );
      }
    }
    cluster.shell.run(COMPOSE_TIMEOUT, cluster.compose("up", "--detach", "--wait", "--wait-timeout", "420"));
    return cluster;
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + settings.port();
  }

  @Override
  public List<Instance> instances() {
    return Stream.of("deployment-service", "authconfig-service", "session-service", "ledger-service")
      .flatMap(service ->
        Stream.of(service + "-1", service + "-2").map(component -> {
          String host = "http://" + ADDRESSES.get(component);
          return new Instance(component, service, host + ":8080", host + ":8090/actuator");
        })
      )
      .toList();
  }

  @Override
  public List<String> brokers() {
    return List.of("kafka-1", "kafka-2", "kafka-3");
  }

  @Override
  public String registry() {
    return "registry";
  }

  @Override
  public String bootstrapServers() {
    return "kafka-1:9092,kafka-2:9092,kafka-3:9092";
  }

  @Override
  public String registryUrl() {
    return "http://" + ADDRESSES.get("registry") + ":8080/apis/ccompat/v7";
  }

  @Override
  public String suiteHost() {
    return "host.docker.internal";
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> capabilities = EnumSet.allOf(Capability.class);
    if (settings.libfaketime().isEmpty()) {
      capabilities.remove(Capability.CLOCK);
    }
    if (settings.spool().isEmpty()) {
      capabilities.remove(Capability.SMALL_SPOOL);
    }
    if (settings.upgrade().isEmpty()) {
      capabilities.remove(Capability.RELEASE);
    }
    return capabilities;
  }

  @Override
  public String controller() throws InterruptedException {
    try (Admin admin = admin()) {
      return "kafka-" + admin.describeMetadataQuorum().quorumInfo().get().leaderId();
    } catch (ExecutionException e) {
      throw new ClusterFailure("cannot read the active controller: " + e.getCause());
    }
  }

  @Override
  public void awaitReady() throws InterruptedException {
    List<String> urls = new ArrayList<>();
    instances().forEach(instance -> urls.add(instance.actuator() + "/health/readiness"));
    urls.add(url() + "/ping");
    urls.add(registryUrl() + "/subjects");
    probe.await(urls);
  }

  @Override
  public void rebalance() throws InterruptedException {
    try (Admin admin = admin()) {
      new PreferredLeaders(admin).elect();
      new TaskBalance(admin).await();
    }
  }

  @Override
  public void kill(List<String> components) throws IOException, InterruptedException {
    containers.docker("kill", components);
  }

  @Override
  public void start(List<String> components) throws IOException, InterruptedException {
    containers.docker("start", components);
  }

  @Override
  public void stop(String component) throws IOException, InterruptedException {
    containers.docker("stop", List.of(component));
  }

  @Override
  public void pause(List<String> components) throws IOException, InterruptedException {
    containers.docker("pause", components);
  }

  @Override
  public void resume(List<String> components) throws IOException, InterruptedException {
    containers.docker("unpause", components);
  }

  @Override
  public void cut(String component, List<String> others) throws IOException, InterruptedException {
    containers.cut(component, others);
  }

  @Override
  public void throttle(String component) throws IOException, InterruptedException {
    containers.limit(component, "0.1");
  }

  @Override
  public void reconnect(String component, List<String> others) throws IOException, InterruptedException {
    containers.reconnect(component, others);
  }

  @Override
  public void unthrottle(String component) throws IOException, InterruptedException {
    containers.limit(component, "2");
  }

  @Override
  public void fillDisk(String component) throws IOException, InterruptedException {
    // The second file fills the gaps that are left after the first.
    onDisks(
      "cat /dev/zero > /disks/" + component + "/full || true; cat /dev/zero > /disks/" + component + "/full2 || true"
    );
  }

  @Override
  public void freeDisk(String component) throws IOException, InterruptedException {
    onDisks("rm -f /disks/" + component + "/full /disks/" + component + "/full2");
  }

  @Override
  public void shiftClock(String component, Duration shift) throws IOException {
    String text = (shift.isNegative() ? "" : "+") + shift.toSeconds();
    Files.writeString(workFolder.resolve(component).resolve("clock"), text);
  }

  @Override
  public void upgrade(String component) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("env", "KEYFOLD_IMAGE=" + settings.upgrade()));
    command.addAll(compose("up", "--detach", "--no-deps", "--no-build", component));
    shell.run(COMPOSE_TIMEOUT, command);
  }

  @Override
  public void corruptStores(String component) throws IOException, InterruptedException {
    onDisks(
      "find /disks/" +
        component +
        "/state -type f \\( -name '*.sst' -o -name 'MANIFEST*' -o -name CURRENT -o -name '*.log' -o -name '*.duckdb' \\)" +
        " -exec sh -c 'head -c 4096 /dev/urandom | dd of=\"$1\" conv=notrunc 2>/dev/null' _ {} \\;"
    );
  }

  @Override
  public void deleteStores(String component) throws IOException, InterruptedException {
    onDisks("rm -rf /disks/" + component + "/state");
  }

  @Override
  public void close() {
    if (settings.keep()) {
      return;
    }
    try {
      shell.run(Duration.ofMinutes(3), compose("down", "--volumes", "--timeout", "5"));
    } catch (IOException | ClusterFailure e) {
      System.err.println("keyfold-chaos: cannot take the cluster down: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void onDisks(String command) throws IOException, InterruptedException {
    containers.execute("disks", List.of("sh", "-c", command));
  }

  private List<String> compose(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker", "compose", "--project-name", PROJECT));
    command.addAll(List.of("--project-directory", home.toString()));
    command.addAll(List.of("--file", home.resolve("docker-compose.yml").toString()));
    command.addAll(List.of("--file", home.resolve("chaos/compose.yml").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }
}
