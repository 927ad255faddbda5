package io.keyfold.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** {@code bin/keyfold up} on free ports. It may call servers on this machine, since the tools of the benchmark are there. */
public final class Standalone extends Server {

  /** The first API key. */
  public static final String KEY = "kf_sk_benchmark-first-key-of-all-0001";

  private final Map<String, String> told;
  private final double startSeconds;
  private final double startCpuSeconds;

  private Standalone(Process process, Map<String, String> told, double startSeconds) {
    super(process, address(told, "ready"));
    this.told = Map.copyOf(told);
    this.startSeconds = startSeconds;
    this.startCpuSeconds = cpuSeconds();
  }

  /**
   * {@return one that is ready}
   *
   * @param script {@code bin/keyfold}
   * @param data its data folder
   */
  public static Standalone start(Path script, Path data) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(script.toString(), "up", "--port", "0", "--data", data.toString());
    builder.environment().put("KEYFOLD_BOOTSTRAP_KEY", KEY);
    builder.environment().put("KEYFOLD_EGRESS_ALLOW_PRIVATE", "true");
    long begun = System.nanoTime();
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Map<String, String> told = told(process.inputReader(StandardCharsets.UTF_8));
    return new Standalone(process, told, (System.nanoTime() - begun) / 1e9);
  }

  /** {@return host and port of its broker} */
  public String kafka() {
    return address(told, "kafka");
  }

  /** {@return the base URL of its schema registry} */
  public String registry() {
    return address(told, "registry");
  }

  /** {@return from the start of the process to its ready line} */
  public double startSeconds() {
    return startSeconds;
  }

  /** {@return the processor time that it had used when it was ready, in seconds} */
  public double startCpuSeconds() {
    return startCpuSeconds;
  }

  /** What it prints until it is ready: a name and a value a line. */
  private static Map<String, String> told(BufferedReader lines) throws IOException {
    Map<String, String> told = new HashMap<>();
    String line = lines.readLine();
    while (line != null) {
      String[] words = line.strip().split("\\s+", 2);
      told.put(words[0], words.length == 2 ? words[1] : "");
      if (words[0].equals("ready")) {
        return told;
      }
      line = lines.readLine();
    }
    throw new IllegalStateException("it does not start; what is wrong stands above");
  }

  private static String address(Map<String, String> told, String name) {
    String address = told.get(name);
    if (address == null) {
      throw new IllegalStateException("it does not tell its " + name + " address");
    }
    return address;
  }
}
