package io.keyfold.acceptance.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A standalone process on free ports. It stops on close, and with the tests' JVM otherwise. */
public final class KeyfoldProcess implements AutoCloseable {

  /** Origin that CORS allows. */
  public static final String ALLOWED_ORIGIN = "https://app.example.com";

  private static final String FIRST_KEY = "kf_sk_acceptance-tests-first-key-0001";
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final Process process;
  private final Thread atExit;
  private final Path data;
  private final Path output;

  private KeyfoldProcess(Process process, Path data, Path output) {
    this.process = process;
    this.data = data;
    this.output = output;
    this.atExit = new Thread(process::destroyForcibly, "end-standalone");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts a process; returns when it accepts requests.
   *
   * @param data its data folder; an existing one is reused
   */
  public static KeyfoldProcess start(Path data) {
    try {
      Path output = Files.createDirectories(data).resolve("printed.txt");
      ProcessBuilder builder = new ProcessBuilder(command(data)).redirectErrorStream(true);
      builder.environment().put("KEYFOLD_BOOTSTRAP_KEY", FIRST_KEY);
      builder.environment().put("KEYFOLD_CORS_ALLOWED_ORIGINS", ALLOWED_ORIGIN);
      KeyfoldProcess started = new KeyfoldProcess(builder.redirectOutput(output.toFile()).start(), data, output);
      started.awaitReady();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the connection details} */
  public Keyfold keyfold() {
    String health = line("management ");
    String management = health.substring(0, health.indexOf("/health"));
    var internals = new Keyfold.Internals(line("kafka "), line("registry "), management, data);
    return new Keyfold(line("ready "), FIRST_KEY, Optional.of(internals));
  }

  /** Sends SIGKILL, like a power failure. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Sends SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** {@return its exit code} Fails if it does not exit within the timeout. */
  public int exitCode(Duration timeout) throws InterruptedException {
    assertThat(process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)).as("exited within %s", timeout).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  /**
   * Uses the options of {@code bin/keyfold}. Loopback is allowed, since the sandbox and test servers run on this
   * machine.
   */
  private static List<String> command(Path data) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms96m", "-Xmx320m", "-Xss512k", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.add("-Dkeyfold.egress.allow-private=true");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.keyfold.standalone.cli.Main"));
    command.addAll(List.of("up", "--port", "0", "--data", data.toString()));
    return command;
  }

  private void awaitReady() {
    try {
      Awaitility.await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .until(
          () ->
            !process.isAlive() ||
            lines()
              .stream()
              .anyMatch(line -> line.startsWith("ready http"))
        );
      assertThat(process.isAlive())
        .as(() -> String.join("\n", lines()))
        .isTrue();
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  private String line(String name) {
    return lines()
      .stream()
      .filter(line -> line.startsWith(name))
      .findFirst()
      .map(line -> line.substring(name.length()).strip())
      .orElseThrow(() -> new AssertionError("no line " + name + "in " + lines()));
  }

  private List<String> lines() {
    try {
      return Files.readString(output).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
