package io.keyfold.acceptance.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * Keycloak in development mode, on a free port, with a database in memory. It stops on close, and with the tests' JVM
 * otherwise.
 */
final class KeycloakProcess implements AutoCloseable {

  static final String ADMIN = "admin";
  static final String ADMIN_PASSWORD = "password-of-the-admin";

  /** The first start builds the server. */
  private static final Duration START = Duration.ofMinutes(10);

  private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[\\w.]+:\\d+)");

  private final Process process;
  private final Path output;
  private final Thread atExit = new Thread(this::kill, "end-keycloak");

  private KeycloakProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts Keycloak; returns when it accepts requests.
   *
   * @param distribution folder of the unpacked distribution, in which the start builds the server
   */
  static KeycloakProcess start(Path distribution) {
    Path output = distribution.resolve("printed.txt");
    ProcessBuilder builder = new ProcessBuilder(
      List.of(
        "sh",
        distribution.resolve("bin").resolve("kc.sh").toString(),
        "start-dev",
        "--http-host=127.0.0.1",
        "--http-port=0",
        "--db=dev-mem"
      )
    );
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
    builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD);
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      KeycloakProcess keycloak = new KeycloakProcess(process, output);
      keycloak.awaitReady();
      return keycloak;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return its base URL, without a trailing slash} */
  String url() {
    return listening().orElseThrow();
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  /** The script is the parent of the server. */
  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  private void awaitReady() {
    try {
      Awaitility.await()
        .atMost(START)
        .until(() -> !process.isAlive() || listening().isPresent());
      assertThat(process.isAlive()).as("see %s", output).isTrue();
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  private Optional<String> listening() {
    try {
      Matcher line = LISTENING.matcher(Files.readString(output));
      return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
