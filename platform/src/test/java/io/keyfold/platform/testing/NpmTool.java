package io.keyfold.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A program from npm, in the versions that its lock file names. Its sources are in {@code src/test/npm} of a module; it
 * runs in {@code target}.
 */
public final class NpmTool {

  private static final Path SOURCES = Path.of("src/test/npm");
  private static final Path SHARED = Path.of("..", "platform").resolve(SOURCES);
  private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
  private static final long MINUTES = 5;

  private final Path npm;
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>(
    Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
  );

  private NpmTool(Path npm, Path folder) {
    this.npm = npm;
    this.folder = folder;
  }

  /** {@return a tool of the module that runs the test} Without npm the test is skipped, and says so. */
  public static NpmTool install(String name) throws IOException, InterruptedException {
    return install(name, SOURCES.resolve(name));
  }

  /**
   * {@return the scripts that drive a browser: Debian's Chromium, by playwright-core} Without npm or without a browser
   * the test is skipped, and says so. The scripts find the browser's path in {@code BROWSER}.
   */
  public static NpmTool browser() throws IOException, InterruptedException {
    Path browser = BROWSERS.stream()
      .flatMap(NpmTool::find)
      .findFirst()
      .orElseThrow(() ->
        skipped("no Chromium on the path, so no page is tested in a browser (apt-get install chromium)")
      );
    NpmTool tool = install("browser", SHARED.resolve("browser"));
    tool.environment.put("BROWSER", browser.toString());
    return tool;
  }

  private static NpmTool install(String name, Path sources) throws IOException, InterruptedException {
    Path npm = find("npm")
      .findFirst()
      .orElseThrow(() -> skipped("no npm on the path, so " + name + " cannot run"));
    NpmTool tool = new NpmTool(npm, Path.of("target", name));
    Files.createDirectories(tool.folder);
    for (Path file : files(sources)) {
      Files.copy(file, tool.folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    tool.installPackages();
    return tool;
  }

  /** Installs what the lock file names, unless it is there from an earlier run. */
  private void installPackages() throws IOException, InterruptedException {
    Path lock = folder.resolve("package-lock.json");
    Path installed = folder.resolve("installed-lock.json");
    if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
      return;
    }
    npm("ci", "--no-audit", "--no-fund", "--ignore-scripts");
    Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** {@return the folder that has the scripts and {@code node_modules}} */
  public Path folder() {
    return folder;
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
    command.environment().putAll(environment);
    Process process = command.start();
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      assertThat(ended ? process.exitValue() : -1)
        .as("npm %s: %s", String.join(" ", arguments), Files.readString(output.toPath()))
        .isZero();
    } finally {
      // npm starts shells, which start the program, which may start a browser.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Stream<Path> find(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
      .map(folder -> Path.of(folder, program))
      .filter(Files::isExecutable);
  }

  private static TestAbortedException skipped(String why) {
    System.err.println("SKIPPED: " + why);
    return new TestAbortedException("SKIPPED: " + why);
  }
}
