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

/** A standalone in a JVM of its own, on free ports. It is gone when this is closed, and when the tests end without that. */
public final class KeyfoldProcess implements AutoCloseable {

  /** Web pages of this origin may use it. */
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
   * Starts one and returns when it takes requests.
   *
   * @param data its data folder; one that exists is found again
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

  /** {@return how to reach it} */
  public Keyfold keyfold() {
    String health = line("management ");
    String management = health.substring(0, health.indexOf("/health"));
    var inside = new Keyfold.Inside(line("kafka "), line("registry "), management, data);
    return new Keyfold(line("ready "), FIRST_KEY, Optional.of(inside));
  }

  /** Ends it as a power cut would: SIGKILL. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to end: SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** {@return its exit code} Fails if it goes on for longer than the bound. */
  public int exitCode(Duration bound) throws InterruptedException {
    assertThat(process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)).as("ended within %s", bound).isTrue();
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

  /** The options are those of {@code bin/keyfold}. Its sandbox and test servers are on this machine, so it may call those. */
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
