package io.keyfold.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code bin/keyfold} before it starts a JVM. */
class LauncherIT {

  private static final Path SCRIPT = Path.of("..", "bin", "keyfold");

  @TempDir
  Path folder;

  @Test
  void withoutAJdk25ItSaysSoInOneLine() throws Exception {
    java("17.0.9");
    Process process = launch("up");
    assertThat(process.errorReader().lines()).containsExactly(
      "keyfold: no JDK 25 found; install one (e.g. Temurin 25) or set JAVA_HOME to it"
    );
    assertThat(process.inputReader().lines()).isEmpty();
    assertThat(process.exitValue()).isEqualTo(1);
  }

  @Test
  void helpNeedsNoJdk() throws Exception {
    java("17.0.9");
    Process process = launch("--help");
    assertThat(process.inputReader().lines()).anyMatch(line -> line.contains("demo "));
    assertThat(process.exitValue()).isZero();
  }

  /** Runs the script with an old Java on the PATH and no other JDK. */
  private Process launch(String argument) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString(), argument);
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("KEYFOLD_JDK_FOLDERS", folder.resolve("none").toString());
    builder.environment().merge("PATH", folder.resolve("old/bin").toString(), (path, old) -> old + ":" + path);
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process;
  }

  private void java(String version) throws IOException {
    Path java = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"" + version + "\"' >&2\n", StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
