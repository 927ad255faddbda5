package io.keyfold.chaos.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs operating system commands with a timeout. */
final class Shell {

  private static final int SHOWN_CHARS = 600;

  private final Map<String, String> environment;

  /** Creates a shell that adds these variables to each command's environment. */
  Shell(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * {@return the command's output, stdout and stderr}
   *
   * @throws ClusterFailure if it exits with an error or exceeds the timeout
   */
  String run(Duration timeout, List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("keyfold-chaos", ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new ClusterFailure("timed out: " + String.join(" ", command));
      }
      String text = Files.readString(out, StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new ClusterFailure(String.join(" ", command) + ": " + tail(text));
      }
      return text;
    } finally {
      Files.deleteIfExists(out);
    }
  }

  private static String tail(String text) {
    return text.length() <= SHOWN_CHARS ? text : "..." + text.substring(text.length() - SHOWN_CHARS);
  }
}
