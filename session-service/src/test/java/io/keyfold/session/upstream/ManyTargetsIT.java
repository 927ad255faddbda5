package io.keyfold.session.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManyTargetsIT {

  /** Far more than the small heap could hold if each target retained memory. */
  private static final int TARGETS = 5_000;

  @Test
  void unusedTargetsAreReleased() throws Exception {
    Process process = new ProcessBuilder(
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "-Xmx64m",
      "-XX:TieredStopAtLevel=1",
      "-XX:+ExitOnOutOfMemoryError",
      "-cp",
      System.getProperty("java.class.path"),
      ManyTargets.class.getName(),
      Integer.toString(TARGETS)
    )
      .redirectErrorStream(true)
      .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(output).contains("calls " + TARGETS);
    assertThat(process.exitValue()).isZero();
  }
}
