package io.keyfold.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A program from npm, in the versions that its lock file in {@code src/test/npm} names. */
public final class NpmTool {

  private static final long MINUTES = 3;

  private final Path npm;
  private final Path folder;

  private NpmTool(Path npm, Path folder) {
    this.npm = npm;
    this.folder = folder;
  }

  /** {@return the tool, installed in {@code target}} Without npm the test is skipped, and says so. */
  public static NpmTool install(String name) throws IOException, InterruptedException {
    NpmTool tool = new NpmTool(onPath(name), Path.of("target", name));
    Files.createDirectories(tool.folder);
    for (Path file : sources(name)) {
      Files.copy(file, tool.folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    tool.npm("ci", "--no-audit", "--no-fund", "--ignore-scripts");
    return tool;
  }

  private static List<Path> sources(String name) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/npm", name))) {
      return files.toList();
    }
  }

  /** {@return a file's path, as the tool sees it} */
  public String path(Path file) {
    return folder.toAbsolutePath().normalize().relativize(file.toAbsolutePath().normalize()).toString();
  }

  /** Runs a program of the packages; fails with its output, unless it ends with 0. */
  public void run(String... command) throws IOException, InterruptedException {
    npm(Stream.concat(Stream.of("exec", "--offline", "--"), Stream.of(command)).toArray(String[]::new));
  }

  private void npm(String... arguments) throws IOException, InterruptedException {
    File output = folder.resolve("npm-" + arguments[0] + ".out").toFile();
    ProcessBuilder command = new ProcessBuilder(Stream.concat(Stream.of(npm.toString()), Stream.of(arguments)).toList())
      .directory(folder.toFile())
      .redirectErrorStream(true)
      .redirectOutput(output);
    command.environment().putAll(Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"));
    Process process = command.start();
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      assertThat(ended ? process.exitValue() : -1)
        .as("npm %s: %s", String.join(" ", arguments), Files.readString(output.toPath()))
        .isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path onPath(String tool) {
    Optional<Path> found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
      .map(folder -> Path.of(folder, "npm"))
      .filter(Files::isExecutable)
      .findFirst();
    return found.orElseThrow(() -> {
      String why = "SKIPPED: no npm on the path, so " + tool + " cannot run";
      System.err.println(why);
      return new TestAbortedException(why);
    });
  }
}
