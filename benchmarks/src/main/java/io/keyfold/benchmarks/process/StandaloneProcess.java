package io.keyfold.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code bin/keyfold up} on free ports. Private egress is allowed, since the benchmark's MCP server is on this machine.
 */
public final class StandaloneProcess extends ServerProcess {

  /** The first API key. */
  public static final String KEY = "kf_sk_benchmark-first-key-of-all-0001";

  private final Map<String, String> startLines;
  private final double startSeconds;
  private final double startCpuSeconds;

  private StandaloneProcess(Process process, Map<String, String> startLines, double startSeconds) {
    super(process, address(startLines, "ready"));
    this.startLines = Map.copyOf(startLines);
    this.startSeconds = startSeconds;
    this.startCpuSeconds = cpuSeconds();
  }

  /**
   * {@return a standalone that is ready}
   *
   * @param script path of {@code bin/keyfold}
   * @param data its data folder
   */
  public static StandaloneProcess start(Path script, Path data) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(script.toString(), "up", "--port", "0", "--data", data.toString());
    builder.environment().put("KEYFOLD_BOOTSTRAP_KEY", KEY);
    builder.environment().put("KEYFOLD_EGRESS_ALLOW_PRIVATE", "true");
    long start = System.nanoTime();
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Map<String, String> startLines = readStartLines(process.inputReader(StandardCharsets.UTF_8));
    return new StandaloneProcess(process, startLines, (System.nanoTime() - start) / 1e9);
  }

  /** {@return the bootstrap server of its broker} */
  public String kafka() {
    return address(startLines, "kafka");
  }

  /** {@return the base URL of its schema registry} */
  public String registry() {
    return address(startLines, "registry");
  }

  /** {@return the seconds from the process start to its ready line} */
  public double startSeconds() {
    return startSeconds;
  }

  /** {@return its CPU time when it was ready, in seconds} */
  public double startCpuSeconds() {
    return startCpuSeconds;
  }

  /** {@return the name and value lines that it prints until it is ready} */
  private static Map<String, String> readStartLines(BufferedReader lines) throws IOException {
    Map<String, String> startLines = new HashMap<>();
    String line = lines.readLine();
    while (line != null) {
      String[] words = line.strip().split("\\s+", 2);
      startLines.put(words[0], words.length == 2 ? words[1] : "");
      if (words[0].equals("ready")) {
        return startLines;
      }
      line = lines.readLine();
    }
    throw new IllegalStateException("bin/keyfold did not start; see its messages above");
  }

  private static String address(Map<String, String> startLines, String name) {
    String address = startLines.get(name);
    if (address == null) {
      throw new IllegalStateException("bin/keyfold did not print its " + name + " address");
    }
    return address;
  }
}
