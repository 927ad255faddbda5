package io.keyfold.chaos.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands of the operating system, bounded. */
final class Shell {

  private static final int SHOWN = 600;

  private final Map<String, String> environment;

  /** Adds the environment to each command's. */
  Shell(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * {@return what the command printed, both streams}
   *
   * @throws ClusterFailure if it fails or does not end
   */
  String run(Duration bound, List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("keyfold-chaos", ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new ClusterFailure("does not end: " + String.join(" ", command));
      }
      String text = Files.readString(out, StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new ClusterFailure(String.join(" ", command) + ": " + last(text));
      }
      return text;
    } finally {
      Files.deleteIfExists(out);
    }
  }

  private static String last(String text) {
    return text.length() <= SHOWN ? text : "..." + text.substring(text.length() - SHOWN);
  }
}
