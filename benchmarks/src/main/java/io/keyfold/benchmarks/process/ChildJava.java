package io.keyfold.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts JVMs with this process's class path, and the heap and garbage collector settings of {@code bin/keyfold}. */
public final class ChildJava {

  private static final List<String> OPTIONS = List.of(
    "-Xms96m",
    "-Xmx320m",
    "-XX:+UseSerialGC",
    "-XX:+UseCompactObjectHeaders",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow"
  );

  /** Those of {@code deploy/image/start}: 12 and 45 % of the container's memory are the smallest and largest heap. */
  private static final List<String> IMAGE_OPTIONS = List.of(
    "-Xms92m",
    "-Xmx345m",
    "-Xss512k",
    "-XX:+UseSerialGC",
    "-XX:+UseCompactObjectHeaders",
    "-XX:MaxMetaspaceSize=192m",
    "-XX:ReservedCodeCacheSize=96m",
    "-XX:MaxDirectMemorySize=96m",
    "-XX:TrimNativeHeapInterval=10000",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-UsePerfData",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow"
  );

  private ChildJava() {}

  /** {@return a started process, which is killed when this process exits} */
  public static Process start(String mainClass, List<String> arguments) throws IOException {
    return start(OPTIONS, Map.of(), mainClass, arguments);
  }

  private static Process start(
    List<String> options,
    Map<String, String> environment,
    String mainClass,
    List<String> arguments
  ) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  /**
   * {@return a started process with the memory settings of the image for a container of 768 MB, which is killed when
   * this process exits}
   *
   * @param environment further environment variables
   */
  public static Process startAsInImage(String mainClass, List<String> arguments, Map<String, String> environment)
    throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("MALLOC_ARENA_MAX", "2");
    return start(IMAGE_OPTIONS, all, mainClass, arguments);
  }

  /**
   * {@return the lines that a process prints to standard output}
   *
   * @throws IllegalStateException if it exits with an error
   */
  public static List<String> run(String mainClass, List<String> arguments) throws IOException, InterruptedException {
    Process process = start(mainClass, arguments);
    List<String> lines = process.inputReader(StandardCharsets.UTF_8).readAllLines();
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException(mainClass + " exited with " + code + ": " + String.join("\n", lines));
    }
    return lines;
  }
}
