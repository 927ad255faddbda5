package io.keyfold.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

  private ChildJava() {}

  /** {@return a started process, which is killed when this process exits} */
  public static Process start(String mainClass, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
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
