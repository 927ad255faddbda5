package io.keyfold.standalone.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Lints the document with Redocly's linter from npm, in the version of the lock file. */
class OpenApiLintIT {

  private static final Path SOURCES = Path.of("src/test/npm/openapi-lint");
  private static final Path FOLDER = Path.of("target/openapi-lint");
  private static final Path DOCUMENT = Path.of("../deployment-service/src/main/resources/openapi.json");

  @Test
  void theDocumentIsLintedWithoutErrors() throws Exception {
    Path npm = onPath("npm");
    Files.createDirectories(FOLDER);
    for (String file : List.of("package.json", "package-lock.json", "redocly.yaml")) {
      Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    run(npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts");

    String document = FOLDER.toAbsolutePath().relativize(DOCUMENT.toAbsolutePath()).toString();
    run(npm, "exec", "--offline", "--", "redocly", "lint", "--config", "redocly.yaml", "--format", "stylish", document);
  }

  private static void run(Path npm, String... arguments) throws IOException, InterruptedException {
    File output = FOLDER.resolve("npm-" + arguments[0] + ".out").toFile();
    ProcessBuilder command = new ProcessBuilder(Stream.concat(Stream.of(npm.toString()), Stream.of(arguments)).toList())
      .directory(FOLDER.toFile())
      .redirectErrorStream(true)
      .redirectOutput(output);
    command.environment().put("REDOCLY_TELEMETRY", "off");
    command.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    Process process = command.start();
    try {
      boolean ended = process.waitFor(3, TimeUnit.MINUTES);
      assertThat(ended ? process.exitValue() : -1)
        .as("npm %s: %s", String.join(" ", arguments), Files.readString(output.toPath()))
        .isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path onPath(String program) {
    Optional<Path> found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
      .map(folder -> Path.of(folder, program))
      .filter(Files::isExecutable)
      .findFirst();
    return found.orElseThrow(() -> {
      String why = "SKIPPED: no " + program + " on the PATH, so the OpenAPI document cannot be linted";
      System.err.println(why);
      return new TestAbortedException(why);
    });
  }
}
