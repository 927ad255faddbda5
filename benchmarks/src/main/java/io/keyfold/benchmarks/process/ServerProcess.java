package io.keyfold.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server process under load. */
public class ServerProcess implements AutoCloseable {

  private static final int STOP_SECONDS = 30;

  private final Process process;
  private final String url;

  ServerProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** {@return its base URL} */
  public final String url() {
    return url;
  }

  /** {@return its CPU time so far, in seconds} */
  public final double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /** {@return its resident memory; empty on systems without {@code /proc}} */
  public final Optional<ResidentMemory> memory() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    return Files.exists(status) ? Optional.of(ResidentMemory.parse(Files.readString(status))) : Optional.empty();
  }

  /** Sends SIGTERM, waits up to 30 s, and then kills the process. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS).join().destroyForcibly();
  }
}
