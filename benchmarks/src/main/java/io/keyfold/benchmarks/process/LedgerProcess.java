package io.keyfold.benchmarks.process;

import io.keyfold.ledger.LedgerServiceApplication;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An instance of ledger-service in its own process, with the memory settings of the image, on a standalone's broker. */
public final class LedgerProcess extends ServerProcess {

  private static final Duration READY_TIMEOUT = Duration.ofMinutes(30);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int OK = 200;

  private final double startSeconds;

  private LedgerProcess(Process process, String url, double startSeconds) {
    super(process, url);
    this.startSeconds = startSeconds;
  }

  /**
   * {@return an instance that is ready}
   *
   * @param standalone has its broker and registry
   * @param folder folder of its stores; that of the ledger is {@code ledger} in it
   */
  public static LedgerProcess start(StandaloneProcess standalone, Path folder)
    throws IOException, InterruptedException {
    int port = freePort();
    int management = freePort();
    Map<String, String> environment = Map.of(
      "KEYFOLD_PORT",
      Integer.toString(port),
      "KEYFOLD_MANAGEMENT_PORT",
      Integer.toString(management),
      "KEYFOLD_KAFKA_SERVERS",
      standalone.kafka(),
      "KEYFOLD_SCHEMA_REGISTRY_URL",
      standalone.registry(),
      "KEYFOLD_STATE_DIRECTORY",
      folder.toString(),
      // Slow queries are measured, not cancelled.
      "KEYFOLD_LEDGER_QUERY_TIMEOUT",
      "1m"
    );
    List<String> arguments = List.of(
      "--spring.config.location=" + configuration(),
      "--keyfold.topics.replication-factor=1",
      "--keyfold.topics.min-insync-replicas=1"
    );
    long start = System.nanoTime();
    Process process = ChildJava.startAsInImage(LedgerServiceApplication.class.getName(), arguments, environment);
    awaitReady(process, management);
    return new LedgerProcess(process, "http://127.0.0.1:" + port, (System.nanoTime() - start) / 1e9);
  }

  /** {@return the seconds from the process start until it is ready} */
  public double startSeconds() {
    return startSeconds;
  }

  private static void awaitReady(Process process, int management) throws InterruptedException {
    URI readiness = URI.create("http://127.0.0.1:" + management + "/actuator/health/readiness");
    long end = System.nanoTime() + READY_TIMEOUT.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!isReady(http, readiness)) {
        if (!process.isAlive() || System.nanoTime() > end) {
          process.destroyForcibly();
          throw new IllegalStateException("ledger-service did not become ready; see its messages above");
        }
        TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      }
    }
  }

  private static boolean isReady(HttpClient http, URI readiness) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(5)).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException e) {
      // It does not listen yet.
      return false;
    }
  }

  /** All services have a file of this name on the class path. */
  private static String configuration() {
    return (
      "jar:" + LedgerServiceApplication.class.getProtectionDomain().getCodeSource().getLocation() + "!/application.yml"
    );
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
