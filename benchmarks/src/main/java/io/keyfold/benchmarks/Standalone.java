package io.keyfold.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code bin/keyfold up} on a free port and a new data folder, ended when this is closed. */
final class Standalone implements AutoCloseable {

  static final String KEY = "kf_sk_benchmark-first-key-of-all-0001";

  private static final int STOP_SECONDS = 30;

  private final Process process;
  private final String url;
  private final String kafka;
  private final double startSeconds;

  private Standalone(Process process, String url, String kafka, double startSeconds) {
    this.process = process;
    this.url = url;
    this.kafka = kafka;
    this.startSeconds = startSeconds;
  }

  static Standalone start(Path script) throws IOException {
    Path data = Files.createTempDirectory("keyfold-benchmark");
    ProcessBuilder builder = new ProcessBuilder(script.toString(), "up", "--port", "0", "--data", data.toString());
    builder.environment().put("KEYFOLD_BOOTSTRAP_KEY", KEY);
    long begun = System.nanoTime();
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String kafka = "";
    String line = lines.readLine();
    while (line != null && !line.startsWith("ready ")) {
      kafka = line.startsWith("kafka ") ? line.substring("kafka ".length()).strip() : kafka;
      line = lines.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("it does not start; what is wrong stands above");
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Standalone(process, line.substring("ready ".length()), kafka, seconds);
  }

  String url() {
    return url;
  }

  /** {@return host and port of its broker} */
  String kafka() {
    return kafka;
  }

  /** {@return the processor time that it has used, in seconds} */
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  /** {@return from the start of the process to its ready line} */
  double startSeconds() {
    return startSeconds;
  }

  /** {@return resident memory in MB, now and at its highest; null where the system does not tell} */
  @Nullable
  String memory() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return null;
    }
    String text = Files.readString(status);
    return megabytes(text, "VmRSS:") + " MB now, " + megabytes(text, "VmHWM:") + " MB at its highest";
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS).join().destroyForcibly();
  }

  private static long megabytes(String status, String field) {
    String kilobytes = status
      .lines()
      .filter(line -> line.startsWith(field))
      .findFirst()
      .orElse("0")
      .replaceAll("\\D", "");
    return Long.parseLong(kilobytes) / 1024;
  }
}
