package io.keyfold.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The command line in a child process, which is killed at the end of the test. */
final class Child implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final Process process;
  private final Path out;
  private final Path err;

  private Child(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static Child run(String... arguments) throws IOException {
    return run(Map.of(), arguments);
  }

  static Child run(Map<String, String> environment, String... arguments) throws IOException {
    Path out = Files.createTempFile("keyfold", ".out");
    Path err = Files.createTempFile("keyfold", ".err");
    List<String> command = new ArrayList<>(
      List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx320m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName()
      )
    );
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Child(builder.start(), out, err);
  }

  void assertFailsWith(String line) throws InterruptedException {
    assertThat(exitCode()).isNotZero();
    assertThat(read(err).lines()).containsExactly(line);
    assertThat(output()).isEmpty();
  }

  /** {@return the URL of the ready line; waits for it} */
  String awaitReady() {
    Awaitility.await()
      .atMost(TIMEOUT)
      .until(() -> output().contains("\nready http") || !process.isAlive());
    assertThat(process.isAlive()).as(read(err)).isTrue();
    return output()
      .lines()
      .filter(line -> line.startsWith("ready "))
      .reduce((one, two) -> {
        throw new AssertionError("two ready lines");
      })
      .orElseThrow()
      .substring("ready ".length());
  }

  /** {@return the base URL of the management port, once it is ready} */
  String management() {
    return output()
      .lines()
      .filter(line -> line.startsWith("management"))
      .map(line -> line.substring(line.indexOf("http")).replace("/health/ready", ""))
      .findFirst()
      .orElseThrow();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL and waits for the end. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode();
  }

  String output() {
    return read(out);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Files.delete(out);
    Files.delete(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
