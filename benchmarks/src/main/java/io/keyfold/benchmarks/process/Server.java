package io.keyfold.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process that is put under load. */
public class Server implements AutoCloseable {

  private static final int STOP_SECONDS = 30;

  private final Process process;
  private final String url;

  Server(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** {@return where it answers} */
  public final String url() {
    return url;
  }

  /** {@return the processor time that it has used, in seconds} */
  public final double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /** {@return its resident memory; nothing where the system does not tell} */
  public final Optional<Memory> memory() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    return Files.exists(status) ? Optional.of(Memory.parse(Files.readString(status))) : Optional.empty();
  }

  /** Asks it to end, and waits until it has. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS).join().destroyForcibly();
  }
}
