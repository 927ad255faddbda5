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
 * The cluster of {@code docker-compose.yml}, with what {@code chaos/compose.yml} adds. Its parts are containers on one Linux
 * machine; cutting needs root there.
 */
public final class ComposeCluster implements Cluster {

  private static final String PROJECT = "keyfold-chaos";
  private static final Duration UP = Duration.ofMinutes(8);
  private static final Map<String, String> ADDRESSES = Map.ofEntries(
    Map.entry("deployment-service-1", "10.213.77.11"),
    Map.entry("deployment-service-2", "10.213.77.12"),
    Map.entry("authconfig-service-1", "10.213.77.21"),
    Map.entry("authconfig-service-2", "10.213.77.22"),
    Map.entry("session-service-1", "10.213.77.31"),
    Map.entry("session-service-2", "10.213.77.32"),
    Map.entry("kafka-1", "10.213.77.41"),
    Map.entry("kafka-2", "10.213.77.42"),
    Map.entry("kafka-3", "10.213.77.43"),
    Map.entry("registry", "10.213.77.51")
  );

  private final Path home;
  private final Settings settings;
  private final Path folder;
  private final Shell shell;
  private final Containers containers;
  private final Probe probe = new Probe(Api.client());

  /**
   * How to run it.
   *
   * @param key the first API key
   * @param port of the gateway
   * @param preload the library that shows containers another time; empty for none
   * @param spool how much a usage spool holds; empty for the default
   * @param upgrade the image that services are upgraded to; empty for none
   * @param keep leave it running in the end
   */
  public record Settings(String key, int port, String preload, String spool, String upgrade, boolean keep) {
    /** Without the key. */
    @Override
    public String toString() {
      return "Settings[" + port + "]";
    }
  }

  private ComposeCluster(Path home, Settings settings) throws IOException {
    this.home = home;
    this.settings = settings;
    // The same for each run: a cluster that was kept is found again.
    this.folder = Files.createDirectories(home.resolve("chaos/target/cluster"));
    Map<String, String> environment = new HashMap<>();
    environment.put("KEYFOLD_BOOTSTRAP_KEY", settings.key());
    environment.put("KEYFOLD_PORT", Integer.toString(settings.port()));
    environment.put("KEYFOLD_EGRESS_ALLOW_PRIVATE", "true");
    environment.put("KEYFOLD_MANAGEMENT_ENDPOINTS", Instance.ENDPOINTS);
    environment.put("CHAOS_FOLDER", folder.toString());
    environment.put("CHAOS_SPOOL", settings.spool().isEmpty() ? "256MB" : settings.spool());
    environment.put("CHAOS_PRELOAD", settings.preload().isEmpty() ? "" : "/chaos/libfaketime.so");
    this.shell = new Shell(environment);
    this.containers = new Containers(shell, PROJECT, ADDRESSES);
  }

  /**
   * Starts it and returns when it is ready.
   *
   * @param home the checkout
   */
  public static ComposeCluster start(Path home, Settings settings) throws IOException, InterruptedException {
    ComposeCluster cluster = new ComposeCluster(home, settings);
    for (Instance instance : cluster.instances()) {
      Path own = Files.createDirectories(cluster.folder.resolve(instance.component()));
      Files.writeString(own.resolve("clock"), "+0");
      if (!settings.preload().isEmpty()) {
        Files.copy(Path.of(settings.preload()), own.resolve("libfaketime.so"), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    cluster.shell.run(UP, cluster.compose("up", "--detach", "--wait", "--wait-timeout", "420"));
    return cluster;
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + settings.port();
  }

  @Override
  public List<Instance> instances() {
    return Stream.of("deployment-service", "authconfig-service", "session-service")
      .flatMap(service ->
        Stream.of(service + "-1", service + "-2").map(part -> {
          String host = "http://" + ADDRESSES.get(part);
          return new Instance(part, service, host + ":8080", host + ":8090/actuator");
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
  public String hostOfSuite() {
    return "host.docker.internal";
  }

  @Override
  public Set<Capability> abilities() {
    Set<Capability> abilities = EnumSet.allOf(Capability.class);
    if (settings.preload().isEmpty()) {
      abilities.remove(Capability.CLOCK);
    }
    if (settings.spool().isEmpty()) {
      abilities.remove(Capability.SMALL_SPOOL);
    }
    if (settings.upgrade().isEmpty()) {
      abilities.remove(Capability.RELEASE);
    }
    return abilities;
  }

  @Override
  public String controller() throws InterruptedException {
    try (Admin admin = admin()) {
      return "kafka-" + admin.describeMetadataQuorum().quorumInfo().get().leaderId();
    } catch (ExecutionException e) {
      throw new ClusterFailure("the brokers do not tell their controller: " + e.getCause());
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
  public void settle() throws InterruptedException {
    try (Admin admin = admin()) {
      new Leaders(admin).giveBack();
      new TaskShares(admin).await();
    }
  }

  @Override
  public void kill(List<String> parts) throws IOException, InterruptedException {
    containers.docker("kill", parts);
  }

  @Override
  public void start(List<String> parts) throws IOException, InterruptedException {
    containers.docker("start", parts);
  }

  @Override
  public void stop(String part) throws IOException, InterruptedException {
    containers.docker("stop", List.of(part));
  }

  @Override
  public void pause(List<String> parts) throws IOException, InterruptedException {
    containers.docker("pause", parts);
  }

  @Override
  public void resume(List<String> parts) throws IOException, InterruptedException {
    containers.docker("unpause", parts);
  }

  @Override
  public void cut(String part, List<String> others) throws IOException, InterruptedException {
    containers.cut(part, others);
  }

  @Override
  public void slow(String part) throws IOException, InterruptedException {
    containers.limit(part, "0.1");
  }

  @Override
  public void reconnect(String part, List<String> others) throws IOException, InterruptedException {
    containers.uncut(part, others);
  }

  @Override
  public void quicken(String part) throws IOException, InterruptedException {
    containers.limit(part, "2");
  }

  @Override
  public void fill(String part) throws IOException, InterruptedException {
    // What is left after the first run are gaps smaller than a block.
    disks("cat /dev/zero > /disks/" + part + "/full || true; cat /dev/zero > /disks/" + part + "/full2 || true");
  }

  @Override
  public void free(String part) throws IOException, InterruptedException {
    disks("rm -f /disks/" + part + "/full /disks/" + part + "/full2");
  }

  @Override
  public void shiftClock(String part, Duration shift) throws IOException {
    String text = (shift.isNegative() ? "" : "+") + shift.toSeconds();
    Files.writeString(folder.resolve(part).resolve("clock"), text);
  }

  @Override
  public void upgrade(String part) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("env", "KEYFOLD_IMAGE=" + settings.upgrade()));
    command.addAll(compose("up", "--detach", "--no-deps", "--no-build", part));
    shell.run(UP, command);
  }

  @Override
  public void corruptStores(String part) throws IOException, InterruptedException {
    disks(
      "find /disks/" +
        part +
        "/state -type f \\( -name '*.sst' -o -name 'MANIFEST*' -o -name CURRENT -o -name '*.log' \\)" +
        " -exec sh -c 'head -c 4096 /dev/urandom | dd of=\"$1\" conv=notrunc 2>/dev/null' _ {} \\;"
    );
  }

  @Override
  public void deleteStores(String part) throws IOException, InterruptedException {
    disks("rm -rf /disks/" + part + "/state");
  }

  @Override
  public void close() {
    if (settings.keep()) {
      return;
    }
    try {
      shell.run(Duration.ofMinutes(3), compose("down", "--volumes", "--timeout", "5"));
    } catch (IOException | ClusterFailure e) {
      System.err.println("keyfold-chaos: not taken down: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void disks(String command) throws IOException, InterruptedException {
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
