package io.keyfold.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures the disk usage of folders. */
public final class DiskUsage {

  private DiskUsage() {}

  /** {@return the disk usage in MB, which is less than the file sizes since Kafka creates sparse files} */
  public static long megabytes(Path folder) throws IOException, InterruptedException {
    if (!Files.exists(folder)) {
      return 0;
    }
    Process du = new ProcessBuilder("du", "-sk", folder.toString())
      .redirectError(ProcessBuilder.Redirect.DISCARD)
      .start();
    String line = du.inputReader(StandardCharsets.UTF_8).readLine();
    du.waitFor();
    return line == null ? 0 : Long.parseLong(line.split("\\s+", 2)[0]) / 1024;
  }
}
